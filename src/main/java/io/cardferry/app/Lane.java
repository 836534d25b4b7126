package io.cardferry.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One issuer's own threads, with a bounded queue. Knows which packs its cards can have got: a card runs its whole way as one
 * task of its lane, and asks for its pack after the task has begun.
 */
final class Lane extends ThreadPoolExecutor {

    private final LongSupplier generation;
    private final Map<Thread, Long> running = new ConcurrentHashMap<>();

    /**
     * @param threads how many exchanges may be open at once
     * @param generation of the packs in force
     */
    Lane(String issuer, int threads, LongSupplier generation) {
        super(
                threads,
                threads,
                Pools.IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(Pools.QUEUE),
                Pools.threads("issuer-" + issuer),
                Pools.leftToSweep("issuer-" + issuer));
        this.generation = generation;
        allowCoreThreadTimeOut(true);
    }

    /** Whether a card is on its way that may have got a pack from before this generation. */
    boolean isOnTheWaySince(long packsOf) {
        return running.values().stream().anyMatch(begun -> begun < packsOf);
    }

    /** Has that many threads from now on; those that are too many end with the cards that they have. */
    void resize(int threads) {
        if (threads > getMaximumPoolSize()) {
            setMaximumPoolSize(threads);
            setCorePoolSize(threads);
        } else {
            setCorePoolSize(threads);
            setMaximumPoolSize(threads);
        }
    }

    /** Has no more than that many threads from now on. */
    void resizeAtMost(int threads) {
        resize(Math.min(getMaximumPoolSize(), threads));
    }

    /** Whether nothing is done in it and nothing waits. */
    boolean isIdle() {
        return running.isEmpty() && getQueue().isEmpty() && getActiveCount() == 0;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable work) {
        running.put(thread, generation.getAsLong());
    }

    @Override
    protected void afterExecute(Runnable work, Throwable failure) {
        running.remove(Thread.currentThread());
    }
}
