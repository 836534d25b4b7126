package io.cardferry.app;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a pool does with work that finds no room: the ledger has it, and the sweep brings it back. Says so now and then. */
final class LeftToSweep implements RejectedExecutionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LeftToSweep.class);

    /** Under a backlog this happens to hundreds of cards in a second: one line tells of all of them. */
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    private final String pool;
    private final LongSupplier nanoTime;
    private final AtomicLong sinceLastLine = new AtomicLong();
    private final AtomicLong nextLineAt;

    /**
     * @param pool its name, for people
     * @param nanoTime as {@link System#nanoTime}
     */
    LeftToSweep(String pool, LongSupplier nanoTime) {
        this.pool = pool;
        this.nanoTime = nanoTime;
        this.nextLineAt = new AtomicLong(nanoTime.getAsLong());
    }

    @Override
    public void rejectedExecution(Runnable work, ThreadPoolExecutor full) {
        sinceLastLine.incrementAndGet();
        long now = nanoTime.getAsLong();
        long due = nextLineAt.get();
        if (now - due >= 0 && nextLineAt.compareAndSet(due, now + BETWEEN_LINES)) {
            LOG.warn("no room in pool {}, {} times: the work is left to the sweep", pool, sinceLastLine.getAndSet(0));
        }
    }
}
