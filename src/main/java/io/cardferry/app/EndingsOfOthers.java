package io.cardferry.app;

import io.cardferry.registration.Endings;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells those who wait here of registrations that another hub has ended: a caller may repeat its request at any hub. One
 * query for all who wait, twice a second.
 */
final class EndingsOfOthers implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Endings endings;
    private final Ledger ledger;
    private final ScheduledExecutorService looks;

    EndingsOfOthers(Endings endings, Ledger ledger) {
        this.endings = endings;
        this.ledger = ledger;
        this.looks = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "endings-of-others");
            thread.setDaemon(true);
            return thread;
        });
        looks.scheduleWithFixedDelay(
                this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            ledger.registrations().ended(endings.awaited()).forEach(endings::announce);
        } catch (LedgerUnavailableException away) {
            // Who waits is answered at the end of its patience; the next look is soon.
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
