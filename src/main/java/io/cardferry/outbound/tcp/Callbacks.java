package io.cardferry.outbound.tcp;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands work that may wait from an event loop to threads that may; drops it, and says so, when these have too much. */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    /** One line tells of all that are dropped meanwhile: a host that floods us must not flood the log. */
    private static final long BETWEEN_LINES_NANOS = Duration.ofSeconds(10).toNanos();

    /** One host that floods us must leave room for the others', on the threads that all share. */
    private static final int WAITING_MAX = 100;

    private final String address;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Executor threads;
    private long dropped;
    private long saidAtNanos = System.nanoTime() - BETWEEN_LINES_NANOS;

    Callbacks(String address, Executor threads) {
        this.address = address;
        this.threads = threads;
    }

    /**
     * On the link's event loop.
     *
     * @param what it is about, for the log
     * @return whether it will be done
     */
    boolean run(String what, Runnable work) {
        if (waiting.get() >= WAITING_MAX) {
            return dropped(what);
        }
        waiting.incrementAndGet();
        try {
            threads.execute(() -> guarded(what, work));
            return true;
        } catch (RejectedExecutionException full) {
            waiting.decrementAndGet();
            return dropped(what);
        }
    }

    private boolean dropped(String what) {
        dropped++;
        if (System.nanoTime() - saidAtNanos >= BETWEEN_LINES_NANOS) {
            LOG.warn("Dropped {} from {}: too much to do ({} dropped so far)", what, address, dropped);
            saidAtNanos = System.nanoTime();
        }
        return false;
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            // Its text may hold what the host sent.
            LOG.warn(
                    "Handling {} from {} failed: {}",
                    what,
                    address,
                    failed.getClass().getName());
        } finally {
            waiting.decrementAndGet();
        }
    }
}
