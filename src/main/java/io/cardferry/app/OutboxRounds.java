package io.cardferry.app;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the outbox's rounds, one after another, on a thread of their own. Whoever wants one never waits: a round that has
 * not begun yet will see what he has committed, so one of those is enough for everybody.
 */
public final class OutboxRounds implements AutoCloseable {

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(1),
            work -> {
                Thread runner = new Thread(work, "outbox-rounds");
                runner.setDaemon(true);
                return runner;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    private final Runnable round;

    /** @param round one round; ends when all it took has been tried */
    OutboxRounds(Runnable round) {
        this.round = round;
    }

    /** Has a round begun as soon as the one that runs has ended. */
    public void begin() {
        thread.execute(round);
    }

    /** The round that runs may end, none begins any more. */
    @Override
    public void close() {
        thread.getQueue().clear();
        thread.shutdown();
    }
}
