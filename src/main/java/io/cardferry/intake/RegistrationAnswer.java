package io.cardferry.intake;

import io.cardferry.registration.Acceptance;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Registration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/** The rule by which a POST of a registration is answered (docs/api.md, the table of answers). */
public final class RegistrationAnswer {

    private static final long RETRY_AFTER_SECONDS_MAX = 60;

    private final Clock clock;

    /** @param clock tells how far off the next attempt is */
    public RegistrationAnswer(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * The answer to a request that is on the disk.
     *
     * @param kind how the request relates to its key
     * @param registration as it stands after the wait
     * @param preference what the caller preferred
     * @throws ProblemException {@code idempotency-key-reused} if the key belongs to another request
     */
    public HttpAnswer to(Acceptance.Kind kind, Registration registration, Preference preference) {
        return switch (kind) {
            case ACCEPTED -> applied(preference, located(registration, 201));
            case REPEATED -> applied(preference, located(registration, 200)).with("Idempotency-Replayed", "true");
            case KEY_REUSED ->
                throw new ProblemException(
                        Problem.ofHeader(
                                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                                "Idempotency-Key",
                                "this key was used for another request; send the first request unchanged, or choose a new key"));
        };
    }

    private HttpAnswer located(Registration registration, int statusWhenEnded) {
        boolean ended = registration.status().isEnded();
        HttpAnswer answer = Answers.json(ended ? statusWhenEnded : 202, RegistrationView.of(registration))
                .with("Location", "/v1/registrations/" + registration.registrationId());
        return ended ? answer : answer.with("Retry-After", Long.toString(retryAfterSeconds(registration)));
    }

    private static HttpAnswer applied(Preference preference, HttpAnswer answer) {
        return preference.applied() == null ? answer : answer.with("Preference-Applied", preference.applied());
    }

    /** 1 while the hub is at work; while everything waits, until the first thing that is due. */
    private long retryAfterSeconds(Registration registration) {
        Stream<CardRegistration> open =
                registration.cards().stream().filter(card -> !card.status().isSettled());
        Stream<Instant> dueTimes = registration.cards().isEmpty()
                ? Stream.ofNullable(registration.nextDiscoveryAt())
                : open.map(card -> RegistrationView.waits(card) && card.nextAttemptAt() != null
                        ? card.nextAttemptAt()
                        : Instant.MIN);
        return dueTimes.min(Instant::compareTo).map(this::secondsUntil).orElse(1L);
    }

    private long secondsUntil(Instant due) {
        Instant now = clock.instant();
        if (!due.isAfter(now)) {
            return 1;
        }
        // Rounded up: a second too late finds the new state, a second too early finds the old one.
        long seconds = Duration.between(now, due).plusMillis(999).toSeconds();
        return Math.min(Math.max(1, seconds), RETRY_AFTER_SECONDS_MAX);
    }
}
