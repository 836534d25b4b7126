package io.cardferry.registration.ledger;

import io.cardferry.registration.Fingerprint;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.ReplyRequest;
import java.util.Objects;
import java.util.UUID;

/**
 * A registration that is about to be accepted.
 *
 * @param registrationId its id if it turns out to be new (UUIDv7)
 * @param key under which it may be repeated
 * @param request what is asked for
 * @param traceparent W3C trace context that is carried on
 * @param replyRequest who is to be told what becomes of it, or {@code null}; a repeat may ask for a reply of its own
 */
public record NewRegistration(
        UUID registrationId,
        IdempotencyKey key,
        RegistrationRequest request,
        String traceparent,
        ReplyRequest replyRequest) {

    public NewRegistration {
        Objects.requireNonNull(registrationId, "registrationId");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(traceparent, "traceparent");
    }

    String fingerprint() {
        return Fingerprint.of(request);
    }
}
