package io.cardferry.intake;

import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.ReplyRequest;
import java.util.Objects;

/**
 * A registration request as it came in, read and checked.
 *
 * @param key under which it may be repeated
 * @param request what is asked for
 * @param preference how long the caller wants to wait
 * @param traceparent the caller's trace context, or {@code null} if it gave none
 * @param replyRequest where the sender of a message wants to be told, or {@code null}
 */
public record ReceivedRequest(
        IdempotencyKey key,
        RegistrationRequest request,
        Preference preference,
        String traceparent,
        ReplyRequest replyRequest) {

    public ReceivedRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(preference, "preference");
    }
}
