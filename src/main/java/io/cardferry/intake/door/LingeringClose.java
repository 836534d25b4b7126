package io.cardferry.intake.door;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads on for a while, and throws away, what a caller still sends after it was refused: closing at once would reset
 * the connection, and the caller would see that instead of its answer (RFC 9112 section 9.6).
 */
final class LingeringClose implements Callback, Invocable.Task {

    private static final int TIMES_THE_LIMIT = 256;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final DoorLimits limits;
    private final long begunAt = NanoTime.now();
    private long bytes;

    LingeringClose(Request request, Response response, Callback callback, DoorLimits limits) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.limits = limits;
    }

    /** The answer is on its way. */
    @Override
    public void succeeded() {
        run();
    }

    @Override
    public void failed(Throwable failure) {
        callback.failed(failure);
    }

    @Override
    public void run() {
        while (mayGoOn()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            bytes += chunk.remaining();
            chunk.release();
            if (chunk.isLast()) {
                break;
            }
        }
        response.write(true, null, callback);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private boolean mayGoOn() {
        return bytes <= (long) TIMES_THE_LIMIT * limits.bodyBytes()
                && NanoTime.secondsSince(begunAt) < limits.bodyArrival().toSeconds();
    }
}
