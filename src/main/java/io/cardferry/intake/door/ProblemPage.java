package io.cardferry.intake.door;

import io.cardferry.intake.Answers;
import io.cardferry.intake.HttpAnswer;
import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes a problem as the server's answer. What the server itself would say names classes and repeats requests. */
final class ProblemPage {

    private ProblemPage() {}

    static void write(Response response, Callback callback, Problem problem) {
        response.setStatus(problem.code().status());
        response.write(true, body(response.getHeaders(), problem), callback);
    }

    /** Puts the headers of the answer and returns its body. */
    static ByteBuffer body(HttpFields.Mutable headers, Problem problem) {
        HttpAnswer answer = Answers.problem(problem);
        answer.headers().forEach(headers::put);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        return ByteBuffer.wrap(answer.body());
    }

    /** The problem that a status of the server's stands for; what the API has no code for becomes its class. */
    static Problem forStatus(int status) {
        return switch (status) {
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "the API has no such path");
            case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "the Allow header names the methods of this path");
            case 413 -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, null);
            case 414, 431 -> Problem.of(ProblemCode.HEADERS_TOO_LARGE, "send fewer or shorter headers");
            case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, null);
            case 429 -> Problem.of(ProblemCode.TOO_MANY_REQUESTS, "repeat the request after the Retry-After seconds");
            case 503 -> Problem.of(ProblemCode.UNAVAILABLE, "repeat the request after the Retry-After seconds");
            // 501 and 505 are about what the caller sent.
            case 501, 505 -> badRequest();
            default -> status < 500 ? badRequest() : Problem.of(ProblemCode.INTERNAL_ERROR, null);
        };
    }

    private static Problem badRequest() {
        return Problem.of(ProblemCode.BAD_REQUEST, "not HTTP as this server reads it, or an ambiguous path");
    }
}
