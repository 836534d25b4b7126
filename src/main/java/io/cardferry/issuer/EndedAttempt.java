package io.cardferry.issuer;

import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import java.time.Duration;
import java.util.Objects;

/**
 * An attempt that has ended.
 *
 * @param dispatch what was sent
 * @param outcome what came of it
 * @param latency from sending to the end of the answer, or to giving up
 * @param reached whether the issuer itself can be said to work, whatever it said
 */
public record EndedAttempt(Dispatch dispatch, Outcome outcome, Duration latency, boolean reached)
        implements KeptAnswer {

    public EndedAttempt {
        Objects.requireNonNull(dispatch, "dispatch");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(latency, "latency");
    }

    /** An attempt of whose end nothing more is known than its outcome. */
    public EndedAttempt(Dispatch dispatch, Outcome outcome, Duration latency) {
        this(dispatch, outcome, latency, isReached(outcome.outcomeClass()));
    }

    @Override
    public String issuer() {
        return dispatch.pack().id();
    }

    @Override
    public String subject() {
        return "registration " + dispatch.registration().registrationId();
    }

    @Override
    public boolean isUnawaited() {
        return false;
    }

    private static boolean isReached(OutcomeClass outcomeClass) {
        return outcomeClass != OutcomeClass.NOT_SENT && outcomeClass != OutcomeClass.UNKNOWN;
    }
}
