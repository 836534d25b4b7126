package io.cardferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.IssuerAnswer;
import io.cardferry.issuer.IssuerMessage;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.MessageRenderer;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import java.time.Clock;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a canonical card registration to the issuer's bytes, and from its answer to the outcome: the sample {@code approved} of a pack. */
@State(Scope.Benchmark)
public class TransformBenchmark {

    /** One pack per format: JSON, XML, fixed-length, ISO 8583. */
    @Param({"aurora", "borealis", "delta", "cumulus"})
    public String issuer;

    private final MessageRenderer renderer = new MessageRenderer();
    private final AnswerReader reader = new AnswerReader(Clock.systemUTC());
    private IssuerPack pack;
    private JsonNode canonical;
    private UUID requestId;
    private IssuerAnswer answer;

    public static void main(String[] args) throws Exception {
        Figures.of(TransformBenchmark.class).print();
    }

    @Setup
    public void prepare() {
        pack = Samples.pack(issuer);
        canonical = Samples.canonical(pack);
        requestId = Samples.requestId(pack);
        answer = Samples.answer(pack);
        if (read().outcomeClass() != OutcomeClass.DECIDED) {
            throw new IllegalStateException("what is measured is no decision: " + read());
        }
    }

    @Benchmark
    public IssuerMessage render() {
        return renderer.render(pack, canonical);
    }

    @Benchmark
    public Outcome read() {
        return reader.read(pack, requestId, answer);
    }
}
