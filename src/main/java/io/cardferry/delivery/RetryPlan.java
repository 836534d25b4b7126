package io.cardferry.delivery;

import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.NextStep;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * What follows an attempt that decided nothing. The rules, in their order:
 *
 * <ol>
 *   <li>Not in doubt: it is sent again, while there are attempts and age left.
 *   <li>In doubt, and an operator has taken the risk: it is sent again.
 *   <li>In doubt, and the issuer can be asked: it is asked, not before {@code not-before}, while there is age left.
 *       Inquiries use up no attempts.
 *   <li>In doubt, it can't be asked, and a repeat is safe: it is sent again, while there are attempts and age left.
 *   <li>In doubt otherwise: a person decides. An issuer that has forgotten ({@code remembers}) can neither be asked nor
 *       sent to again.
 * </ol>
 */
public final class RetryPlan implements DeliveryPlan {

    /** An issuer whose pack is missing here: another hub may have it, or a person puts it back. */
    private static final Duration WITHOUT_PACK = Duration.ofMinutes(1);

    private final Function<String, Optional<IssuerRules>> rules;
    private final PausedTime paused;
    private final DoubleSupplier jitter;

    /**
     * @param rules by the issuer's id; empty if it has no pack
     * @param paused does not count as age
     * @param jitter from 0 (inclusive) to 1 (exclusive)
     */
    public RetryPlan(Function<String, Optional<IssuerRules>> rules, PausedTime paused, DoubleSupplier jitter) {
        this.rules = rules;
        this.paused = paused;
        this.jitter = jitter;
    }

    @Override
    public NextStep after(CardRegistration card, boolean inDoubt, Outcome outcome, Instant now) {
        return rules.apply(card.issuer())
                .map(issuer -> {
                    int tries = Math.max(
                            1, card.trail().budgetAttempts() + card.trail().inquiries());
                    Duration delay = issuer.retry().delayAfter(tries, outcome.retryAfter(), jitter.getAsDouble());
                    return next(issuer, card, inDoubt, outcome.reason(), now.plus(delay));
                })
                .orElseGet(() -> new NextStep.Send(now.plus(WITHOUT_PACK)));
    }

    @Override
    public NextStep due(CardRegistration card, Instant now) {
        boolean inDoubt = card.status() == CardStatus.IN_DOUBT;
        return rules.apply(card.issuer())
                .map(issuer -> next(issuer, card, inDoubt, card.reason(), now))
                .orElseGet(() -> new NextStep.Send(now.plus(WITHOUT_PACK)));
    }

    private NextStep next(IssuerRules issuer, CardRegistration card, boolean inDoubt, Reason last, Instant earliest) {
        if (!inDoubt) {
            return sendAgain(issuer, card, last, earliest);
        }
        AttemptTrail trail = card.trail();
        if (trail.repeatForced()) {
            return new NextStep.Send(earliest);
        }
        Instant inquireAt = believable(issuer, trail, earliest);
        if (issuer.canBeAsked() && isRemembered(issuer, trail, inquireAt)) {
            return isWithinAge(issuer, card, inquireAt) ? new NextStep.Inquire(inquireAt) : exhausted(last);
        }
        if (issuer.repeatIsSafe() && isRemembered(issuer, trail, earliest)) {
            return sendAgain(issuer, card, last, earliest);
        }
        return new NextStep.GiveUp(new Reason(ReasonCode.OUTCOME_UNKNOWN, last == null ? null : last.detail()));
    }

    private NextStep sendAgain(IssuerRules issuer, CardRegistration card, Reason last, Instant at) {
        boolean attemptsLeft = card.trail().budgetAttempts() < issuer.retry().maxAttempts();
        return attemptsLeft && isWithinAge(issuer, card, at) ? new NextStep.Send(at) : exhausted(last);
    }

    /** The person who reads it wants to know what went wrong last. */
    private static NextStep exhausted(Reason last) {
        return new NextStep.GiveUp(new Reason(ReasonCode.RETRIES_EXHAUSTED, last == null ? null : last.words()));
    }

    private static Instant believable(IssuerRules issuer, AttemptTrail trail, Instant earliest) {
        Instant believed =
                trail.lastSendAt() == null ? earliest : trail.lastSendAt().plus(issuer.notBefore());
        return believed.isAfter(earliest) ? believed : earliest;
    }

    private static boolean isRemembered(IssuerRules issuer, AttemptTrail trail, Instant at) {
        return trail.firstAttemptAt() == null
                || at.isBefore(trail.firstAttemptAt().plus(issuer.remembers()));
    }

    private boolean isWithinAge(IssuerRules issuer, CardRegistration card, Instant at) {
        Instant from = card.trail().budgetFrom();
        if (from == null) {
            return true;
        }
        Duration age = Duration.between(from, at).minus(paused.between(card.issuer(), from, at));
        return age.compareTo(issuer.retry().maxAge()) < 0;
    }
}
