package io.cardferry.outbound.tcp;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that all links share. Close it after them. */
public final class TcpThreads implements AutoCloseable {

    /** A link lives on one of them; what they do is short. */
    private static final int LOOPS = 2;

    /** What they do may wait for the ledger; a host's late answers must not wait behind one another's. */
    private static final int CALLBACKS = 4;

    /** All that four hosts at once may leave here. */
    private static final int CALLBACKS_WAITING = 4 * Callbacks.WAITING_MAX;

    /** A link looks up one name at a time. */
    private static final int LOOKUPS = 64;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            LOOPS, new DefaultThreadFactory("cardferry-tcp", true), NioIoHandler.newFactory());
    private final ExecutorService callbacks;
    private final ExecutorService lookups;

    public TcpThreads() {
        this(callbacks(CALLBACKS, CALLBACKS_WAITING));
    }

    /** @param callbacks where late and unmatched answers are handled and echoes made, bounded */
    TcpThreads(ExecutorService callbacks) {
        this.callbacks = callbacks;
        this.lookups = new ThreadPoolExecutor(
                0,
                LOOKUPS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("cardferry-tcp-names", true));
    }

    static ExecutorService callbacks(int threads, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                new DefaultThreadFactory("cardferry-tcp-answers", true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The one on which all of a link happens. */
    EventLoop loop() {
        return loops.next();
    }

    /** @throws RejectedExecutionException if there is no place for it */
    Executor callbacks() {
        return callbacks;
    }

    /** Where names are looked up: the JDK's lookup waits. */
    Executor lookups() {
        return lookups;
    }

    /** Ends all connections that still stand. Late answers that wait are still handled, for a short while. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        lookups.shutdownNow();
        callbacks.shutdown();
        try {
            callbacks.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        callbacks.shutdownNow();
    }
}
