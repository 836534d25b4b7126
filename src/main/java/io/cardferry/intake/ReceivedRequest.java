package io.cardferry.intake;

import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.RegistrationRequest;
import java.util.Objects;

/**
 * A registration request as it came in, read and checked.
 *
 * @param key under which it may be repeated
 * @param request what is asked for
 * @param preference how long the caller wants to wait
 * @param traceparent the caller's trace context, or {@code null} if it gave none
 */
public record ReceivedRequest(
        IdempotencyKey key, RegistrationRequest request, Preference preference, String traceparent) {

    public ReceivedRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(preference, "preference");
    }
}
