package io.cardferry.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The hub's thread pools, each with a bound and a bounded queue. On Java 24 and later, where {@code synchronized} no
 * longer pins them, their threads are virtual and there can be more of them.
 */
final class Pools implements AutoCloseable {

    private static final boolean VIRTUAL = Runtime.version().feature() >= 24;
    static final int QUEUE = 1_000;
    private static final int SEARCH_QUEUE = 100;
    private static final int SWEEP_QUEUE_MAX = 100;
    private static final int LIST_SHARE = 2;
    static final Duration IDLE = Duration.ofSeconds(30);

    private static final int OUTBOX_THREADS = 8;
    private static final int INTAKE_THREADS = VIRTUAL ? 512 : 64;
    private static final int REGISTRATION_THREADS = VIRTUAL ? 1_000 : 128;

    private static final int SOURCE_THREADS = VIRTUAL ? 2_000 : 768;

    /** How many questions to one card source can be open at once: each has a thread, of the callers' pools if need be. */
    static final int QUESTIONS_MAX = SOURCE_THREADS + REGISTRATION_THREADS + INTAKE_THREADS;

    /** Runs requests from the door's side of the routes; more come in than the door lets in. */
    final ThreadPoolExecutor intake = pool("intake", INTAKE_THREADS, new ThreadPoolExecutor.CallerRunsPolicy());

    /** Works on registrations; what finds no room is left to the sweep. */
    final ThreadPoolExecutor registrations = pool("registration", REGISTRATION_THREADS, leftToSweep("registration"));

    /** Asks card sources. Without a queue: no question waits behind one to a source that is late. */
    final ThreadPoolExecutor sources = new ThreadPoolExecutor(
            0,
            SOURCE_THREADS,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            threads("source"),
            new ThreadPoolExecutor.CallerRunsPolicy());

    /** Reads the ledger for searches: less than half of its connections, so that commits never wait for a search. */
    final ThreadPoolExecutor searches = pool("search", 3, SEARCH_QUEUE, new ThreadPoolExecutor.AbortPolicy());

    /** Sends what stands in the outbox: each has a session of its own. */
    final ThreadPoolExecutor outbox = pool("outbox-sender", OUTBOX_THREADS, new ThreadPoolExecutor.CallerRunsPolicy());

    /** Ends calls that take too long; its tasks are short. */
    final ScheduledExecutorService clock = clock();

    /** How many more registrations can be begun. */
    int room() {
        return registrations.getQueue().remainingCapacity();
    }

    /** How many due registrations can be taken up: none while what this process has already still waits in a queue. */
    int roomForSweep() {
        return registrations.getQueue().size() > SWEEP_QUEUE_MAX ? 0 : room();
    }

    static LeftToSweep leftToSweep(String pool) {
        return new LeftToSweep(pool, System::nanoTime);
    }

    /**
     * How many card lists may be made at once, so that their questions take at most half of the threads that ask
     * sources, however slow the sources are.
     *
     * @param enabledSources how many are asked for each list
     */
    int placesForLists(int enabledSources) {
        return Math.max(1, SOURCE_THREADS / LIST_SHARE / enabledSources);
    }

    /** Whether threads are left for lists: without them a list would hold up the thread that takes requests in. */
    boolean hasRoomForLists() {
        return sources.getActiveCount() < SOURCE_THREADS - SOURCE_THREADS / LIST_SHARE;
    }

    private static ThreadPoolExecutor pool(String name, int size, RejectedExecutionHandler whenFull) {
        return pool(name, size, QUEUE, whenFull);
    }

    private static ThreadPoolExecutor pool(String name, int size, int queue, RejectedExecutionHandler whenFull) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size,
                size,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(queue),
                threads(name),
                whenFull);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static ThreadFactory threads(String name) {
        if (VIRTUAL) {
            return VirtualThreads.named(name + "-");
        }
        ThreadFactory daemons = Executors.defaultThreadFactory();
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = daemons.newThread(work);
            thread.setName(name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "deadlines");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    @Override
    public void close() {
        intake.shutdownNow();
        registrations.shutdownNow();
        sources.shutdownNow();
        searches.shutdownNow();
        outbox.shutdownNow();
        clock.shutdownNow();
    }
}
