package io.cardferry.intake;

import io.cardferry.registration.IdempotencyKey;
import java.time.Duration;
import java.util.Objects;

/** Reads a POST of a registration: its headers first, then its body. */
public final class ReceivedRequestReader {

    private final RegistrationRequestReader requests;
    private final Duration waitMax;

    /**
     * @param requests reads the body
     * @param waitMax the longest that a caller may wait for the end ({@code cardferry.http.wait-max})
     */
    public ReceivedRequestReader(RegistrationRequestReader requests, Duration waitMax) {
        this.requests = Objects.requireNonNull(requests, "requests");
        this.waitMax = Objects.requireNonNull(waitMax, "waitMax");
    }

    /**
     * Reads one request.
     *
     * @param client the authenticated caller, or {@link IdempotencyKey#ANONYMOUS}
     * @throws ProblemException for the first of content type, idempotency key and body that is wrong
     */
    public ReceivedRequest read(HttpIntake intake, String client) {
        ContentTypeHeader.requireJson(intake.contentTypes());
        String key = IdempotencyKeyHeader.read(intake.idempotencyKeys());
        return new ReceivedRequest(
                new IdempotencyKey(client, IdempotencyKey.Space.GIVEN, key),
                requests.read(intake.body()),
                Preference.read(intake.preferences(), waitMax),
                TraceContext.carriedOn(intake.traceparents()).orElse(null),
                null);
    }
}
