package io.cardferry.issuer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts answers that belong to nothing that the hub or its ledger knows, and says so now and then: an issuer that is out
 * of its mind must not fill the log. Never with their content.
 */
public final class UnmatchedAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(UnmatchedAnswers.class);
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    private final Consumer<String> counter;
    private final LongSupplier nanoTime;
    /** There are as many as packs. */
    private final Map<String, Lines> lines = new ConcurrentHashMap<>();

    /**
     * @param counter is told the issuer of each
     * @param nanoTime as {@link System#nanoTime()}
     */
    public UnmatchedAnswers(Consumer<String> counter, LongSupplier nanoTime) {
        this.counter = counter;
        this.nanoTime = nanoTime;
    }

    /** One of this issuer has come. */
    public void tell(String issuer) {
        counter.accept(issuer);
        long said = lines.computeIfAbsent(issuer, first -> new Lines()).toSay();
        if (said > 0) {
            LOG.warn(
                    "issuer {}: an answer belongs to no message that was sent there; nothing is done about it ({} such"
                            + " answers since the last such line)",
                    issuer,
                    said);
        }
    }

    /** Of one issuer: another that is out of its mind must not hide it. */
    private final class Lines {

        private long sinceLastLine;
        private long nextLineAt = nanoTime.getAsLong();

        synchronized long toSay() {
            sinceLastLine++;
            long now = nanoTime.getAsLong();
            if (now - nextLineAt < 0) {
                return 0;
            }
            nextLineAt = now + BETWEEN_LINES;
            long said = sinceLastLine;
            sinceLastLine = 0;
            return said;
        }
    }
}
