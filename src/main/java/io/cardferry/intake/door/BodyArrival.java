package io.cardferry.intake.door;

import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Invocable;

/** One body on its way in: collects it as it comes, then hands the request on with the whole of it. */
final class BodyArrival implements Invocable.Task {

    private final Handler next;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final DoorLimits limits;
    private final long begunAt = NanoTime.now();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    BodyArrival(Handler next, Request request, Response response, Callback callback, DoorLimits limits) {
        this.next = next;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.limits = limits;
    }

    /** Reads what is there already; the thread of the request goes on with it if that is everything. */
    void begin() throws Exception {
        if (isComplete()) {
            handOn();
        }
    }

    /** Called when more has come, on a thread that must not be blocked. */
    @Override
    public void run() {
        if (isComplete()) {
            request.getContext().execute(this::handOn);
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** False if it was refused, or there is more to come. */
    private boolean isComplete() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                if (NanoTime.secondsSince(begunAt) >= limits.bodyArrival().toSeconds()) {
                    return refuse(Problem.of(ProblemCode.BAD_REQUEST, "the body took too long to arrive"));
                }
                request.demand(this);
                return false;
            }
            if (Content.Chunk.isFailure(chunk)) {
                return refuse(Problem.of(ProblemCode.BAD_REQUEST, "the body did not arrive as announced"));
            }
            if (body.size() + chunk.remaining() > limits.bodyBytes()) {
                chunk.release();
                return refuse(BodyHandler.tooLarge(limits));
            }
            body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            chunk.release();
            if (chunk.isLast()) {
                return true;
            }
        }
    }

    private boolean refuse(Problem problem) {
        BodyHandler.refuse(request, response, callback, problem, limits);
        return false;
    }

    private void handOn() {
        Request arrived = new ArrivedRequest(request, body.toByteArray());
        try {
            if (!next.handle(arrived, response, callback)) {
                Response.writeError(arrived, response, callback, 404);
            }
        } catch (Exception e) {
            Response.writeError(arrived, response, callback, e);
        }
    }

    /** A request whose body is here. */
    private static final class ArrivedRequest extends Request.Wrapper {

        private final Content.Source body;

        ArrivedRequest(Request request, byte[] body) {
            super(request);
            this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable task) {
            body.demand(task);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }
    }
}
