package io.cardferry.app;

import io.cardferry.issuer.jms.AwaitedReplies;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the wait for replies that another hub has taken from the shared queue and recorded. One query for all that are
 * waited for, twice a second.
 */
final class RepliesOfOthers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RepliesOfOthers.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final AwaitedReplies replies;
    private final Ledger ledger;
    private final ScheduledExecutorService looks;

    RepliesOfOthers(AwaitedReplies replies, Ledger ledger) {
        this.replies = replies;
        this.ledger = ledger;
        this.looks = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "replies-of-others");
            thread.setDaemon(true);
            return thread;
        });
        looks.scheduleWithFixedDelay(
                this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            replies.endThoseOfOthers(ledger.cards()::changed);
        } catch (LedgerUnavailableException away) {
            // Who waits goes on until its own time is over; the next look is soon.
        } catch (RuntimeException unexpected) {
            // Thrown on, it would be the last look.
            LOG.warn(
                    "looking for replies that others took failed: {}",
                    unexpected.getClass().getName());
        }
    }

    /** Whether another hub has done with a card since it was sent; false while the ledger can't tell. */
    static boolean isTakenOver(Ledger ledger, CardRegistration sent) {
        try {
            return !ledger.cards().changed(List.of(sent)).isEmpty();
        } catch (LedgerUnavailableException away) {
            return false;
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
