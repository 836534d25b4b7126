package io.cardferry.intake.jms;

import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pause of a consumer whose message the ledger can't commit now. It keeps the message, and so takes no other one: the
 * broker counts no redelivery, however long the trouble lasts.
 */
public final class LedgerPause implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerPause.class);
    /** While consumers pause, or begin to again and again, the log says so once in this time. */
    private static final long TELL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Duration length;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicLong told = new AtomicLong(System.nanoTime() - TELL_NANOS);

    public LedgerPause(Duration length) {
        this.length = length;
    }

    /**
     * Waits for the next try.
     *
     * @param work on which message, by the exchange's id; it counts as held until {@link #end}
     * @throws LedgerUnavailableException if the hub stops: the message stays on the broker
     */
    public void pause(String work) {
        held.add(work);
        tell();
        try {
            if (!stopping.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LedgerUnavailableException("the hub stops", null);
    }

    /** The work on a message, which may never have paused, is over. */
    public void end(String work) {
        if (held.remove(work) && held.isEmpty() && !isStopping() && warned.getAndSet(false)) {
            LOG.info("no consumer holds a message for the ledger any more: all take the next ones");
        }
    }

    private void tell() {
        long now = System.nanoTime();
        long last = told.get();
        if (now - last >= TELL_NANOS && told.compareAndSet(last, now)) {
            warned.set(true);
            LOG.warn(
                    "the ledger can't commit what came as a message: {} consumer(s) hold their messages, try again every"
                            + " {} ms, and take no others; if it lasts while other registrations are accepted, look"
                            + " into the database's log",
                    held.size(),
                    length.toMillis());
        }
    }

    /** Whether a consumer holds its message because the ledger could not commit it at the last try. */
    public boolean isPausing() {
        return !held.isEmpty();
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
