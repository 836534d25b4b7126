package io.cardferry.issuer;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;

/** The step that every exchange with an issuer ends with: what came of it is recorded. */
public final class CardOutcome {

    private final Ledger ledger;

    public CardOutcome(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Records what came of an attempt or inquiry. */
    public CardRegistration record(EndedAttempt ended) {
        CardRegistration card = ended.dispatch().card();
        return Commit.of(
                ended.dispatch().purpose() == Dispatch.Purpose.ATTEMPT
                        ? ledger.recordOutcome(card, ended.outcome(), ended.latency())
                        : ledger.recordInquiry(card, ended.outcome(), ended.latency()));
    }
}
