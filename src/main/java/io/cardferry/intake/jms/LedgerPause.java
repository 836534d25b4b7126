package io.cardferry.intake.jms;

import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The pause of a consumer whose message the ledger can't commit now. It keeps the message, and so takes no other one: the
 * broker counts no redelivery, however long the trouble lasts.
 */
public final class LedgerPause implements AutoCloseable {

    private final Duration length;
    private final CountDownLatch stopping = new CountDownLatch(1);

    public LedgerPause(Duration length) {
        this.length = length;
    }

    /**
     * Waits for the next try.
     *
     * @throws LedgerUnavailableException if the hub stops: the message stays on the broker
     */
    public void pause() {
        try {
            if (!stopping.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LedgerUnavailableException("the hub stops", null);
    }

    /** Whether the hub stops. */
    public boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Ends every pause: the hub stops. */
    @Override
    public void close() {
        stopping.countDown();
    }
}
