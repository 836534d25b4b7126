package io.cardferry.intake;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What comes in over HTTP: the allow-list. Nothing else of a request gets past it.
 *
 * @param idempotencyKeys the values of the {@code Idempotency-Key} headers, as sent
 * @param preferences the values of the {@code Prefer} headers, as sent
 * @param traceparents the values of the {@code traceparent} headers, as sent
 * @param contentTypes the values of the {@code Content-Type} headers, as sent
 * @param registrationId from the path, or {@code null} if the path names none
 * @param deadLetterId from the path, or {@code null} if the path names none
 * @param query what stands behind the path's question mark, not decoded; empty if there is none
 * @param body the whole body; may be empty
 */
public record HttpIntake(
        List<String> idempotencyKeys,
        List<String> preferences,
        List<String> traceparents,
        List<String> contentTypes,
        UUID registrationId,
        UUID deadLetterId,
        String query,
        byte[] body) {

    public HttpIntake {
        idempotencyKeys = List.copyOf(idempotencyKeys);
        preferences = List.copyOf(preferences);
        traceparents = List.copyOf(traceparents);
        contentTypes = List.copyOf(contentTypes);
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(body, "body");
    }

    /** Prints nothing of what the caller sent. */
    @Override
    public String toString() {
        return "HttpIntake[" + body.length + " bytes]";
    }
}
