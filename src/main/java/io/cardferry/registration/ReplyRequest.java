package io.cardferry.registration;

import java.util.Objects;

/**
 * Somebody who sent a request as a message wants to be told what becomes of its registration.
 *
 * @param destination where to, as the broker's client writes it, e.g. {@code queue://replies}; up to 400 characters
 * @param correlationId by which the sender knows the reply, up to 400 characters
 * @param when what it waits for
 */
public record ReplyRequest(String destination, String correlationId, When when) {

    /** What a sender can wait for. */
    public enum When {
        /** The registration is durable. */
        ACCEPTED,
        /** The registration has ended: it is COMPLETED or FAILED. */
        SETTLED
    }

    public ReplyRequest {
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(when, "when");
    }
}
