package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The dead letters that wait, with their cards, for whoever does something about one. Whatever can't be done throws a {@link
 * io.cardferry.registration.DeadLetterConflict}, and with it the transaction is undone. Rows are changed in the order card,
 * dead letter, registration, as everywhere.
 */
final class OpenDeadLetters {

    private final Tables tables;

    OpenDeadLetters(Tables tables) {
        this.tables = tables;
    }

    /** The dead letter, if it waits. */
    DeadLetter waiting(UUID id) {
        DeadLetter dead = tables.deadLetters().find(id).orElseThrow(DeadLetterRefusals::notDeadLettered);
        requireDead(isOpen(dead));
        return dead;
    }

    static boolean isOpen(DeadLetter dead) {
        return dead.state() == DeadLetter.State.OPEN;
    }

    /** The card, if it is still as dead as its dead letter was when that was read: another hub may be faster. */
    CardRegistration deadCard(DeadLetter dead) {
        CardRegistration card = card(dead);
        requireDead(card.status() == CardStatus.DEAD_LETTERED);
        return card;
    }

    CardRegistration card(DeadLetter dead) {
        return tables.cards().one(dead.cardRegistrationId()).orElseThrow();
    }

    Registration registration(DeadLetter dead) {
        return tables.registrations().find(dead.registrationId()).orElseThrow();
    }

    static void requireDead(boolean changed) {
        if (!changed) {
            throw DeadLetterRefusals.notDeadLettered();
        }
    }

    /** What is not in doubt is not in force either, and another registration may have taken its place. */
    void claimIfFree(CardRegistration card) {
        if (card.inDoubt()) {
            return;
        }
        tables.inForce().claimAgain(card).ifPresent(holder -> {
            throw DeadLetterRefusals.superseded(holder);
        });
    }

    /** The dead letter no longer waits; a registration that one of its cards goes back to work for is open again. */
    DeadLetterChange closed(DeadLetter dead, DeadLetter.State how, HistoryEntry entry, Instant now) {
        requireDead(tables.deadLetters().close(dead.deadLetterId(), how, now));
        List<HistoryEntry> entries = new ArrayList<>(List.of(entry));
        if (how == DeadLetter.State.REPLAYED && tables.registrations().reopen(dead.registrationId(), now)) {
            entries.add(History.registration(
                    now, "reopened", RegistrationStatus.COMPLETED, RegistrationStatus.PROCESSING, null));
        }
        return changed(dead, entries.toArray(HistoryEntry[]::new));
    }

    /** What stands in the ledger now that everything but its history is written. */
    DeadLetterChange changed(DeadLetter dead, HistoryEntry... entries) {
        History.write(tables.jdbc(), dead.registrationId(), List.of(entries));
        DeadLetter now = tables.deadLetters().find(dead.deadLetterId()).orElseThrow();
        Registration registration = registration(dead).with(tables.cards().ofRegistration(dead.registrationId()));
        CardRegistration card = dead.isOfRegistration() ? null : card(dead);
        return new DeadLetterChange(now, registration, card);
    }

    static HistoryEntry entry(
            Instant now, CardRegistration card, String event, CardStatus to, String outcome, String why) {
        return new HistoryEntry(now, card.cardRef(), event, card.status().name(), to.name(), null, outcome, null, why);
    }
}
