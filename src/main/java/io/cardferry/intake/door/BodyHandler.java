package io.cardferry.intake.door;

import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Receives the whole body before the servlet sees the request: refuses one that is too large or encoded, and holds no
 * thread while a slow one arrives.
 */
final class BodyHandler extends Handler.Wrapper {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final DoorLimits limits;

    BodyHandler(Handler next, DoorLimits limits) {
        super(next);
        this.limits = limits;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        Problem problem = problemOf(headers);
        if (problem != null) {
            refuse(request, response, callback, problem, limits);
            return true;
        }
        if (request.getLength() <= 0 && !headers.contains(HttpHeader.TRANSFER_ENCODING)) {
            return super.handle(request, response, callback);
        }
        new BodyArrival(getHandler(), request, response, callback, limits).begin();
        return true;
    }

    private Problem problemOf(HttpFields headers) {
        if (isEncoded(headers.getCSV(HttpHeader.CONTENT_ENCODING, false))) {
            return Problem.ofHeader(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding", "send the body as it is, not compressed");
        }
        // Camel takes for a form whatever begins like this, and makes message headers of its fields.
        String contentType = headers.get(HttpHeader.CONTENT_TYPE);
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            return Problem.ofHeader(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type", "forms are not taken; send application/json");
        }
        return headers.getLongField(HttpHeader.CONTENT_LENGTH) > limits.bodyBytes() ? tooLarge(limits) : null;
    }

    private static boolean isEncoded(List<String> codings) {
        return codings.stream().anyMatch(coding -> !HttpHeaderValue.IDENTITY.is(coding));
    }

    static Problem tooLarge(DoorLimits limits) {
        return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "a body may have up to " + limits.bodyBytes() + " bytes");
    }

    /** Answers before the whole request is there; so the connection can't be used again. */
    static void refuse(Request request, Response response, Callback callback, Problem problem, DoorLimits limits) {
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        // A caller that waits to be told to go on must not be told so now.
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            ProblemPage.write(response, callback, problem);
            return;
        }
        response.setStatus(problem.code().status());
        ByteBuffer body = ProblemPage.body(response.getHeaders(), problem);
        // Complete by its length but not the last write: with that one the server closes.
        response.write(false, body, new LingeringClose(request, response, callback, limits));
    }
}
