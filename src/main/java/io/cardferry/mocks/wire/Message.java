package io.cardferry.mocks.wire;

import java.util.Objects;

/**
 * One message of a mock's.
 *
 * @param content its text
 * @param correlationId by which its receiver finds what it answers, where that stands beside the text; else empty
 */
public record Message(String content, String correlationId) {

    public Message {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(correlationId, "correlationId");
    }

    /** Its first half only, as if that were all. */
    public Message cut() {
        return new Message(content.substring(0, content.length() / 2), correlationId);
    }
}
