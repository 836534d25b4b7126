package io.cardferry.issuer;

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

    private final Consumer<String> counter;
    private final PacedLines lines;

    /**
     * @param counter is told the issuer of each
     * @param nanoTime as {@link System#nanoTime()}
     */
    public UnmatchedAnswers(Consumer<String> counter, LongSupplier nanoTime) {
        this.counter = counter;
        this.lines = new PacedLines(nanoTime);
    }

    /** One of this issuer has come. */
    public void tell(String issuer) {
        counter.accept(issuer);
        long said = lines.toSay(issuer);
        if (said > 0) {
            LOG.warn(
                    "issuer {}: an answer belongs to no message that was sent there; nothing is done about it ({} such"
                            + " answers since the last such line)",
                    issuer,
                    said);
        }
    }
}
