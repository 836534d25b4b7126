package io.cardferry.mocks.wire;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Delivers answers over HTTP. Those that wait are bounded in number and time: when one more begins to wait than {@value #MAX_WAITING}, the
 * oldest is dropped, for its caller has most likely given up; and after {@link #MAX_WAIT} each is.
 */
public final class Deliveries {

    /** How many calls wait for their answers at most. */
    public static final int MAX_WAITING = 1_000;

    /** How long a call waits at most; then its connection is closed. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final Set<WaitingCall> waiting = new LinkedHashSet<>();
    private final ScheduledExecutorService clock;

    /** @param clock what tells when a wait is over; its threads are held for the moment of handing over only */
    public Deliveries(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    void deliver(HttpServletRequest request, HttpServletResponse response, byte[] content, Delivery delivery)
            throws IOException {
        switch (delivery.manner()) {
            case WHOLE -> {
                response.setContentLength(content.length);
                response.getOutputStream().write(content);
            }
            case DROP -> closeConnection(response);
            default -> keepWaiting(request, response, content, delivery);
        }
    }

    private void keepWaiting(
            HttpServletRequest request, HttpServletResponse response, byte[] content, Delivery delivery) {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        WaitingCall call = new WaitingCall(context, response, content);
        remember(call).ifPresent(WaitingCall::drop);
        switch (delivery.manner()) {
            case LATE -> after(delivery.ms(), call, () -> finish(call, call::send));
            case DRIP -> drip(call, delivery.ms(), System.nanoTime() + MAX_WAIT.toNanos());
            default -> after(MAX_WAIT.toMillis(), call, () -> finish(call, call::drop));
        }
    }

    private void drip(WaitingCall call, long ms, long deadline) {
        if (System.nanoTime() - deadline > 0) {
            finish(call, call::drop);
        } else if (call.drip()) {
            after(ms, call, () -> drip(call, ms, deadline));
        } else {
            forget(call);
        }
    }

    private void after(long ms, WaitingCall call, Runnable action) {
        call.waitsFor(clock.schedule(() -> runIfOpen(call.context, action), ms, TimeUnit.MILLISECONDS));
    }

    /** On a thread of the server's, for a caller may be slow to receive. */
    private static void runIfOpen(AsyncContext context, Runnable action) {
        try {
            context.start(action);
        } catch (IllegalStateException alreadyCompleted) {
            // Its answer went out, or its caller went away, before this was due.
        }
    }

    private void finish(WaitingCall call, Runnable ending) {
        forget(call);
        ending.run();
    }

    private Optional<WaitingCall> remember(WaitingCall call) {
        synchronized (waiting) {
            waiting.add(call);
            Optional<WaitingCall> oldest = waiting.size() > MAX_WAITING
                    ? Optional.of(waiting.iterator().next())
                    : Optional.empty();
            oldest.ifPresent(waiting::remove);
            return oldest;
        }
    }

    private void forget(WaitingCall call) {
        synchronized (waiting) {
            waiting.remove(call);
        }
    }

    /** Drops everything that waits. */
    public void dropAll() {
        List<WaitingCall> all;
        synchronized (waiting) {
            all = new ArrayList<>(waiting);
            waiting.clear();
        }
        all.forEach(WaitingCall::drop);
    }

    static void closeConnection(HttpServletResponse response) {
        try {
            // Jetty's word for it.
            response.sendError(-1);
        } catch (IOException | IllegalStateException alreadyClosed) {
            // That is what was wanted.
        }
    }
}
