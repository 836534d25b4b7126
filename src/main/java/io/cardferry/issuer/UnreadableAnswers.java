package io.cardferry.issuer;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts answers that their layout can't read, so that nobody can tell whose they are, and says so now and then, with the
 * reader's reason: an issuer may have changed its messages, and then every exchange times out. Never with their content.
 */
public final class UnreadableAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableAnswers.class);

    private final Consumer<String> counter;
    private final PacedLines lines;

    /**
     * @param counter is told the issuer of each
     * @param nanoTime as {@link System#nanoTime()}
     */
    public UnreadableAnswers(Consumer<String> counter, LongSupplier nanoTime) {
        this.counter = counter;
        this.lines = new PacedLines(nanoTime);
    }

    /**
     * One has come.
     *
     * @param why as the layout's reader says it, with nothing of the answer
     */
    public void tell(IssuerPack pack, String why) {
        counter.accept(pack.id());
        long said = lines.toSay(pack.id());
        if (said > 0) {
            LOG.warn(
                    "issuer {}: an answer can't be read, it {}; whoever waits for it will time out. Compare what the issuer"
                            + " sends with the layout of {} ({} such answers since the last such line)",
                    pack.id(),
                    why,
                    pack,
                    said);
        }
    }
}
