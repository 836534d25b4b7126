package io.cardferry.registration.ledger;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.RegistrationStatus;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What else changes with a card: its claim, its dead letter, its registration. */
final class CardConsequences {

    private static final Logger LOG = LoggerFactory.getLogger(CardConsequences.class);

    private final Tables tables;

    CardConsequences(Tables tables) {
        this.tables = tables;
    }

    /**
     * Lets everything else follow a card that has moved; what there is to tell of it is added to the history.
     *
     * @return whether its registration has ended by that
     */
    boolean follow(CardRegistration before, CardMove move, List<HistoryEntry> history, Instant now) {
        CardStatus to = move.to();
        boolean isInForce = CardLifecycle.isInForce(to, move.inDoubt());
        if (isInForce && !CardLifecycle.isInForce(before.status(), before.inDoubt())) {
            tables.inForce().claimAgain(before).ifPresent(holder -> history.add(inForceTwice(before, to, holder, now)));
        }
        if (to == CardStatus.APPROVED) {
            tables.inForce().takePlace(before.cardRegistrationId());
        } else if (!isInForce) {
            tables.inForce().release(before.cardRegistrationId());
        }
        if (before.status() == CardStatus.DEAD_LETTERED) {
            tables.deadLetters().settle(before.registrationId(), before.cardRegistrationId(), now);
        }
        if (to == CardStatus.DEAD_LETTERED) {
            tables.deadLetters()
                    .buryCard(before.registrationId(), before.cardRegistrationId(), move.inDoubt(), move.reason(), now);
        }
        boolean ended = to.isSettled() && tables.registrations().followCards(before.registrationId(), now);
        if (ended) {
            tables.outbox().registrationEnded(before.registrationId(), now);
            history.add(History.registration(
                    now, "completed", RegistrationStatus.PROCESSING, RegistrationStatus.COMPLETED, null));
        }
        return ended;
    }

    /**
     * The issuer has decided after all on a dead letter that was not in doubt, and another registration has taken its place
     * meanwhile. The issuer's word counts; only a person can have one of the two undone.
     */
    private static HistoryEntry inForceTwice(
            CardRegistration before, CardStatus to, InForceClaims.Holder holder, Instant now) {
        LOG.error(
                "ALARM: issuer {} decided {} on request {} of registration {} after it had been given up, and registration {}"
                        + " has the same card in force",
                before.issuer(),
                to,
                before.issuerRequestId(),
                before.registrationId(),
                holder.registrationId());
        String detail = "registration " + holder.registrationId() + " has the card in force, too";
        return new HistoryEntry(now, before.cardRef(), "in-force-twice", null, null, null, null, null, detail);
    }
}
