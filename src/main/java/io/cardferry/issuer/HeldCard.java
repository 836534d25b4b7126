package io.cardferry.issuer;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.Reason;
import io.cardferry.registration.Submission;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Ledger;
import java.time.Duration;

/** The step that a card takes instead of being sent, while its issuer's gate is closed: it waits in the ledger. */
public final class HeldCard {

    /** What is in doubt is looked at again soon: the issuer may be able to say something by then. */
    private static final Duration IN_DOUBT = Duration.ofSeconds(10);

    private final Ledger ledger;

    public HeldCard(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Has the card wait: a PENDING one says why, any other stays what it is. No attempt is counted. */
    public void hold(DueCard due, SendingPermission refused) {
        hold(due.card(), refused.refusal());
    }

    /** The same for a card whose pack was taken out of use after its gate had let it pass. */
    public void holdWithoutPack(Submission submission) {
        hold(submission.card(), IssuerGates.WITHOUT_PACK);
    }

    private void hold(CardRegistration card, Reason reason) {
        if (card.status() == CardStatus.PENDING) {
            Commit.of(ledger.cards().recordHold(card, reason));
        } else {
            Commit.of(ledger.cards().postpone(card, card.inDoubt() ? IN_DOUBT : Duration.ZERO));
        }
    }
}
