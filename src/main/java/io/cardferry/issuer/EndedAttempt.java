package io.cardferry.issuer;

import io.cardferry.registration.Outcome;
import java.time.Duration;
import java.util.Objects;

/**
 * An attempt that has ended.
 *
 * @param dispatch what was sent
 * @param outcome what came of it
 * @param latency from sending to the end of the answer, or to giving up
 */
public record EndedAttempt(Dispatch dispatch, Outcome outcome, Duration latency) {

    public EndedAttempt {
        Objects.requireNonNull(dispatch, "dispatch");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(latency, "latency");
    }
}
