package io.cardferry.outbound.tcp;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands work that may wait from an event loop to threads that may; drops it, and says so, when these have too much. */
final class Callbacks {

    /** One host that floods us must leave room for the others', on the threads that all share. */
    private static final int OTHERS_MAX = 100;

    /** Of one host: a first answer to all that was ever given up and is still known, and the rest. */
    static final int WAITING_MAX = Memory.MOST + OTHERS_MAX;

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    /** One line tells of all that are dropped meanwhile: a host that floods us must not flood the log. */
    private static final long BETWEEN_LINES_NANOS = Duration.ofSeconds(10).toNanos();

    private final String address;
    private final AtomicInteger firsts = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();
    private final Executor threads;
    private long dropped;
    private long saidAtNanos = System.nanoTime() - BETWEEN_LINES_NANOS;

    Callbacks(String address, Executor threads) {
        this.address = address;
        this.threads = threads;
    }

    /**
     * The first answer to what was given up: it may be a decision that nobody says again. On the link's event loop.
     *
     * @param what it is about, for the log
     * @return whether it will be done
     */
    boolean runFirst(String what, Runnable work) {
        return run(what, work, firsts, Memory.MOST);
    }

    /** Anything else. A host says it again, or nobody needs it. On the link's event loop. */
    boolean run(String what, Runnable work) {
        return run(what, work, others, OTHERS_MAX);
    }

    private boolean run(String what, Runnable work, AtomicInteger waiting, int most) {
        if (waiting.get() >= most) {
            return dropped(what);
        }
        waiting.incrementAndGet();
        try {
            threads.execute(() -> guarded(what, work, waiting));
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

    private void guarded(String what, Runnable work, AtomicInteger waiting) {
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
