package io.cardferry.commands;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that this process stop: SIGTERM, SIGINT. The process then ends with the command's own exit status, and within
 * 15 seconds in any case (docs/configuration.md).
 */
public final class StopSignal {

    private static final int MAX_STOP_SECONDS = 14;
    private static final int NOT_STOPPED_IN_TIME = 1;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int status = NOT_STOPPED_IN_TIME;

    /** From now on a signal asks instead of ending the process at once. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endInTime, "stop"));
    }

    private void endInTime() {
        if (finished.getCount() == 0) {
            return;
        }
        ask();
        try {
            finished.await(MAX_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Without halting, a signalled JVM ends with 128 + signal, whatever the command says.
        Runtime.getRuntime().halt(status);
    }

    /** Asks whoever waits to stop. */
    void ask() {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits until somebody asks. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** The command is done; {@code status} is its exit status. */
    void finished(int status) {
        this.status = status;
        finished.countDown();
    }
}
