package io.cardferry.issuer;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.VerificationMethod;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.security.CardNumbers;
import java.util.List;

/** The step that every exchange with an issuer ends with: what came of it is recorded. */
public final class CardOutcome {

    private final Ledger ledger;

    public CardOutcome(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Records what came of an attempt or inquiry. */
    public CardRegistration record(EndedAttempt ended) {
        CardRegistration card = ended.dispatch().card();
        Outcome outcome = withoutCardNumber(card.last4(), ended.outcome());
        return Commit.of(
                ended.dispatch().purpose() == Dispatch.Purpose.ATTEMPT
                        ? ledger.cards().recordOutcome(card, outcome, ended.latency())
                        : ledger.cards().recordInquiry(card, outcome, ended.latency()));
    }

    /** Records what an answer says that nobody waited for, or no longer. */
    public CardRegistration recordLate(LateAnswer late) {
        CardRegistration card = late.card();
        Outcome outcome = withoutCardNumber(card.last4(), late.outcome());
        return Commit.of(ledger.cards().recordLateAnswer(card, outcome, late.mayEndAttempt()));
    }

    /** An issuer may echo the number that it was sent. What it says is kept and shown, so it must not stand in there. */
    static Outcome withoutCardNumber(String last4, Outcome outcome) {
        String token = outcome.tokenReference();
        if (token != null && CardNumbers.isOf(last4, token)) {
            return Outcome.unknown("the answer gives the card's own number as its token reference");
        }
        if (outcome.verificationMethods().isEmpty()) {
            return outcome;
        }
        List<VerificationMethod> methods = outcome.verificationMethods().stream()
                .filter(method -> !CardNumbers.isOf(last4, method.id() + " / " + method.type() + " / " + method.hint()))
                .toList();
        return Outcome.verificationRequired(token, methods);
    }
}
