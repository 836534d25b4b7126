package io.cardferry.issuer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What issuers answered while the ledger could not commit: kept in memory and recorded later. If this process dies
 * meanwhile, such a card is in doubt, like any other whose answer was lost.
 */
public final class UnrecordedAnswers {

    /** Each is kept with its message, some kilobytes: a tenth of the smallest heap. */
    private static final int MAX_KEPT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(UnrecordedAnswers.class);

    private final BlockingQueue<KeptAnswer> kept = new LinkedBlockingQueue<>(MAX_KEPT);

    /** Keeps an answer until {@link #takeAll}. */
    public void keep(KeptAnswer answer) {
        if (!kept.offer(answer)) {
            LOG.error(
                    "ALARM: {}: an answer of issuer {} can't be recorded or kept; the card will be in doubt",
                    answer.subject(),
                    answer.issuer());
        }
    }

    /** Everything that was kept, to be recorded now; what can't be is kept again. */
    public List<KeptAnswer> takeAll() {
        List<KeptAnswer> all = new ArrayList<>();
        kept.drainTo(all);
        return all;
    }

    /** How many answers wait. */
    public int waiting() {
        return kept.size();
    }
}
