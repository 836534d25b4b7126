package io.cardferry.intake;

import java.util.Locale;

/** Every problem that the API can answer with (docs/api.md, errors), with its HTTP status and title. */
public enum ProblemCode {
    MALFORMED_JSON(400, "The body is not well-formed JSON"),
    BAD_REQUEST(400, "The request can't be understood"),
    MISSING_IDEMPOTENCY_KEY(400, "The Idempotency-Key header is missing"),
    INVALID_IDEMPOTENCY_KEY(400, "The Idempotency-Key header is invalid"),
    UNAUTHENTICATED(401, "The caller is not known"),
    FORBIDDEN(403, "The caller may not do this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_DEAD_LETTERED(409, "The card registration is not dead-lettered"),
    OUTCOME_UNKNOWN(409, "The outcome is unknown"),
    SUPERSEDED(409, "Another registration has taken its place"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    INVALID_REQUEST(422, "The request is invalid"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    TOO_MANY_REQUESTS(429, "Too many requests at once"),
    HEADERS_TOO_LARGE(431, "The request line and headers are too large"),
    INTERNAL_ERROR(500, "The hub failed"),
    UNAVAILABLE(503, "The hub can't do this now");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that it is answered with. */
    public int status() {
        return status;
    }

    /** One short sentence, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The code as it stands in the API, e.g. {@code malformed-json}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The problem's URI: its {@code type} in RFC 9457. */
    public String type() {
        return "urn:cardferry:problem:" + code();
    }

    /** Whether the same request may well succeed a moment later, so that the answer says {@code Retry-After}. */
    public boolean isPassing() {
        return this == TOO_MANY_REQUESTS || this == UNAVAILABLE;
    }
}
