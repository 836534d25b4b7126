package io.cardferry.mocks.wire;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Future;

/** A call whose answer waits. It holds a connection, and no thread. */
final class WaitingCall {

    final AsyncContext context;
    private final HttpServletResponse response;
    private final byte[] content;
    private Future<?> timer;
    private int sent;
    private boolean ended;

    WaitingCall(AsyncContext context, HttpServletResponse response, byte[] content) {
        this.context = context;
        this.response = response;
        this.content = content;
    }

    /** What happens next, unless the call ends before. */
    synchronized void waitsFor(Future<?> next) {
        timer = next;
        if (ended) {
            timer.cancel(false);
        }
    }

    /** Sends what is left of the answer. */
    synchronized void send() {
        send(content.length - sent);
    }

    /** Sends one more byte; false if that was the last, or nobody is there to receive it. */
    synchronized boolean drip() {
        send(1);
        return !ended;
    }

    private void send(int bytes) {
        if (ended) {
            return;
        }
        try {
            response.setContentLength(content.length);
            response.getOutputStream().write(content, sent, Math.min(bytes, content.length - sent));
            response.flushBuffer();
            sent += bytes;
        } catch (IOException callerHasGivenUp) {
            end();
        }
        if (sent >= content.length) {
            end();
        }
    }

    /** Closes the connection without (the rest of) the answer. */
    synchronized void drop() {
        if (!ended) {
            Deliveries.closeConnection(response);
            end();
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            if (timer != null) {
                timer.cancel(false);
            }
            try {
                context.complete();
            } catch (IllegalStateException alreadyCompleted) {
                // By closing the connection.
            }
        }
    }
}
