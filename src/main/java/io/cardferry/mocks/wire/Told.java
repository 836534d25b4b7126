package io.cardferry.mocks.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a person or a test is told that looks after the mocks.
 *
 * @param status the HTTP status
 * @param contentType of the content; {@code null}: there is none
 * @param content the body; {@code null}: none
 */
public record Told(int status, String contentType, String content) {

    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    public static Told ok(String json) {
        return new Told(OK, JSON, json);
    }

    public static Told created(String json) {
        return new Told(CREATED, JSON, json);
    }

    /** Done, and there is nothing to say. */
    public static Told nothing() {
        return new Told(NO_CONTENT, null, null);
    }

    public static Told notFound(String detail) {
        return problem(NOT_FOUND, "Not found", "", detail);
    }

    /**
     * A problem document (RFC 9457).
     *
     * @param field the field that is wrong; empty if it is the whole
     */
    public static Told problem(int status, String title, String field, String detail) {
        ObjectNode problem = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (!field.isEmpty()) {
            problem.putArray("errors").addObject().put("pointer", "/" + field).put("detail", detail);
        }
        return new Told(status, "application/problem+json", problem.toString());
    }
}
