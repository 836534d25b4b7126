package io.cardferry.outbound.tcp;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands work that may wait from an event loop to threads that may; drops it, and says so, when these have too much. */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    /** One line tells of all that are dropped meanwhile: a host that floods us must not flood the log. */
    private static final long BETWEEN_LINES_NANOS = Duration.ofSeconds(10).toNanos();

    private final String address;
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
        try {
            threads.execute(() -> guarded(what, work));
            return true;
        } catch (RejectedExecutionException full) {
            dropped++;
            if (System.nanoTime() - saidAtNanos >= BETWEEN_LINES_NANOS) {
                LOG.warn("Dropped {} from {}: too much to do ({} dropped so far)", what, address, dropped);
                saidAtNanos = System.nanoTime();
            }
            return false;
        }
    }

    private void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn("Handling {} from {} failed", what, address, failed);
        }
    }
}
