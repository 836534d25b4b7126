package io.cardferry.registration.ledger;

import io.cardferry.registration.AttemptTrail;
import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.NextStep;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Reason;
import io.cardferry.registration.VerificationMethod;
import java.time.Instant;
import java.util.List;

/**
 * Where a card goes, and everything of it that changes with that.
 *
 * @param to its new status, allowed by {@link CardLifecycle}
 * @param inDoubt whether the issuer may have processed it
 * @param reason why, or {@code null}
 * @param tokenReference names the token, or {@code null}
 * @param verificationMethods with VERIFICATION_REQUIRED
 * @param trail what was done so far
 * @param next when it is worked on next, or {@code null} if it settles
 */
record CardMove(
        CardStatus to,
        boolean inDoubt,
        Reason reason,
        String tokenReference,
        List<VerificationMethod> verificationMethods,
        AttemptTrail trail,
        Instant next) {

    /** On without a decision of the issuer. */
    static CardMove to(CardRegistration card, CardStatus to, boolean inDoubt, Reason reason, Instant next) {
        CardLifecycle.require(card.status(), to);
        return new CardMove(to, inDoubt, reason, card.tokenReference(), card.verificationMethods(), card.trail(), next);
    }

    /** What follows from an attempt's outcome. */
    static CardMove afterAttempt(CardRegistration card, Outcome outcome, DeliveryPlan plan, Instant now) {
        return following(card, CardLifecycle.after(card.inDoubt(), outcome), outcome, plan, now);
    }

    /** What follows from an inquiry's outcome. */
    static CardMove afterInquiry(CardRegistration card, Outcome outcome, DeliveryPlan plan, Instant now) {
        return following(card, CardLifecycle.afterInquiry(outcome), outcome, plan, now);
    }

    private static CardMove following(
            CardRegistration card, CardStatus status, Outcome outcome, DeliveryPlan plan, Instant now) {
        if (outcome.outcomeClass() == OutcomeClass.DECIDED) {
            CardLifecycle.require(card.status(), status);
            return new CardMove(
                    status,
                    false,
                    outcome.reason(),
                    outcome.tokenReference(),
                    outcome.verificationMethods(),
                    card.trail(),
                    null);
        }
        boolean inDoubt = status == CardStatus.IN_DOUBT;
        if (status.isSettled()) {
            return to(card, status, inDoubt, outcome.reason(), null);
        }
        NextStep step = plan.after(card, inDoubt, outcome, now);
        if (step instanceof NextStep.GiveUp giveUp) {
            return to(card, CardStatus.DEAD_LETTERED, inDoubt, giveUp.reason(), null);
        }
        Instant at = step instanceof NextStep.Send send ? send.at() : ((NextStep.Inquire) step).at();
        if (status == card.status()) {
            return new CardMove(status, inDoubt, outcome.reason(), null, List.of(), card.trail(), at);
        }
        return to(card, status, inDoubt, outcome.reason(), at);
    }
}
