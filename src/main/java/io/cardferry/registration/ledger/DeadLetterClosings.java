package io.cardferry.registration.ledger;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Resolution;
import io.cardferry.registration.VerificationMethod;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Ends what dead letters wait for, without sending anything: by what the issuer's people said, or for good. */
final class DeadLetterClosings {

    private final Tables tables;
    private final OpenDeadLetters open;

    DeadLetterClosings(Tables tables, OpenDeadLetters open) {
        this.tables = tables;
        this.open = open;
    }

    /** What the issuer's own people said settles the card, or ends its doubt. */
    DeadLetterChange resolve(UUID id, Resolution resolution, String why, Instant now) {
        DeadLetter dead = open.waiting(id);
        CardRegistration card = open.deadCard(dead);
        return switch (resolution.outcome()) {
            case APPROVED -> settled(dead, card, CardStatus.APPROVED, null, resolution.tokenReference(), why, now);
            case DECLINED -> {
                Reason declined = Reason.of(ReasonCode.ISSUER_DECLINED);
                yield settled(dead, card, CardStatus.DECLINED, declined, null, why, now);
            }
            case NOT_PROCESSED -> doubtEnded(dead, card, why, now);
        };
    }

    private DeadLetterChange settled(
            DeadLetter dead,
            CardRegistration card,
            CardStatus to,
            Reason reason,
            String tokenReference,
            String why,
            Instant now) {
        CardLifecycle.require(card.status(), to);
        List<VerificationMethod> none = List.of();
        OpenDeadLetters.requireDead(tables.cards()
                .move(card, new CardMove(to, false, reason, tokenReference, none, card.trail(), null), now));
        if (to == CardStatus.APPROVED) {
            open.claimIfFree(card);
            tables.inForce().takePlace(card.cardRegistrationId());
        } else {
            tables.inForce().release(card.cardRegistrationId());
        }
        String outcome = OutcomeClass.DECIDED.word();
        return open.closed(
                dead,
                DeadLetter.State.RESOLVED,
                OpenDeadLetters.entry(now, card, "dead-letter-resolved", to, outcome, why),
                now);
    }

    private DeadLetterChange doubtEnded(DeadLetter dead, CardRegistration card, String why, Instant now) {
        CardStatus stays = card.status();
        CardMove move = new CardMove(stays, false, card.reason(), null, List.of(), card.trail(), null);
        OpenDeadLetters.requireDead(tables.cards().move(card, move, now));
        OpenDeadLetters.requireDead(tables.deadLetters().endDoubt(dead.deadLetterId()));
        tables.inForce().release(card.cardRegistrationId());
        String outcome = OutcomeClass.NOT_PROCESSED.word();
        return open.changed(dead, OpenDeadLetters.entry(now, card, "dead-letter-resolved", stays, outcome, why));
    }

    /** Nothing more is done about it. */
    DeadLetterChange discard(UUID id, String why, Instant now) {
        DeadLetter dead = open.waiting(id);
        if (dead.isOfRegistration()) {
            HistoryEntry entry =
                    new HistoryEntry(now, null, "dead-letter-discarded", null, null, null, null, null, why);
            return open.closed(dead, DeadLetter.State.DISCARDED, entry, now);
        }
        CardRegistration card = open.deadCard(dead);
        if (card.inDoubt()) {
            throw DeadLetterRefusals.noDiscard(card);
        }
        CardMove move = CardMove.to(card, CardStatus.DISCARDED, false, card.reason(), null);
        OpenDeadLetters.requireDead(tables.cards().move(card, move, now));
        HistoryEntry entry = OpenDeadLetters.entry(now, card, "dead-letter-discarded", CardStatus.DISCARDED, null, why);
        return open.closed(dead, DeadLetter.State.DISCARDED, entry, now);
    }
}
