package io.cardferry.issuer;

import java.time.Duration;
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
    private long sinceLastLine;
    private long nextLineAt;

    /**
     * @param counter is told the issuer of each
     * @param nanoTime as {@link System#nanoTime()}
     */
    public UnmatchedAnswers(Consumer<String> counter, LongSupplier nanoTime) {
        this.counter = counter;
        this.nanoTime = nanoTime;
        this.nextLineAt = nanoTime.getAsLong();
    }

    /** One of this issuer has come. */
    public void tell(String issuer) {
        counter.accept(issuer);
        long said = toSay();
        if (said > 0) {
            LOG.warn(
                    "issuer {}: an answer belongs to no message that was sent there; nothing is done about it ({} such"
                            + " answers since the last such line)",
                    issuer,
                    said);
        }
    }

    private synchronized long toSay() {
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
