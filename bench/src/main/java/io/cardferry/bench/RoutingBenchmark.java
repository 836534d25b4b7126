package io.cardferry.bench;

import io.cardferry.issuer.BinRange;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.IssuerRouting;
import io.cardferry.registration.DiscoveredCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Which of a hundred packs with 10,000 ranges a card without an issuer code belongs to; two thirds belong to one. */
@State(Scope.Benchmark)
public class RoutingBenchmark {

    private static final int PACKS = 100;
    private static final int RANGES = 10_000;
    private static final int CARDS = 4096;

    private final DiscoveredCard[] cards = new DiscoveredCard[CARDS];
    private IssuerRouting routing;
    private int next;

    public static void main(String[] args) throws Exception {
        Figures.of(RoutingBenchmark.class).print();
    }

    /** Ranges of 8, 7 and 6 digits, each of them up to two thirds of its step. */
    @Setup
    public void prepare() {
        IssuerPack aurora = Samples.pack("aurora");
        List<IssuerPack> packs = new ArrayList<>();
        for (int pack = 0; pack < PACKS; pack++) {
            List<BinRange> bins = new ArrayList<>();
            for (int i = pack; i < RANGES; i += PACKS) {
                int length = 8 - i % 3;
                int step = length == 6 ? 270 : length == 7 ? 2_700 : 27_000;
                int from = i / 3 * step;
                bins.add(new BinRange(length, from, from + step * 2 / 3));
            }
            packs.add(new IssuerPack(
                    "p" + pack,
                    "p" + pack,
                    "00000000",
                    aurora.folder(),
                    bins,
                    aurora.transport(),
                    aurora.format(),
                    aurora.sealedCardKey(),
                    aurora.encryptionKey(),
                    aurora.answers(),
                    aurora.inquiry(),
                    aurora.repeat(),
                    aurora.remembers(),
                    aurora.retry(),
                    1));
        }
        routing = new IssuerRouting(packs);
        Random random = new Random(1);
        for (int i = 0; i < CARDS; i++) {
            String bin = String.format("%08d", random.nextInt(90_000_000)).substring(0, 6 + random.nextInt(3));
            cards[i] = new DiscoveredCard(
                    "phone-wallet",
                    "c-1",
                    null,
                    bin,
                    "1111",
                    "VISA",
                    "2029-04",
                    "ACTIVE",
                    null,
                    null,
                    "a.b.c.d.e",
                    null);
        }
    }

    @Benchmark
    public Optional<IssuerPack> route() {
        next = next + 1 & CARDS - 1;
        return routing.packFor(cards[next]);
    }
}
