package io.cardferry.registration.ledger;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Reason;
import io.cardferry.registration.RegistrationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the attempts at issuers: the intent before the first byte leaves, and what came of it. */
final class AttemptRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRecorder.class);

    private final Tables tables;
    private final Lease lease;

    AttemptRecorder(Tables tables, Lease lease) {
        this.tables = tables;
        this.lease = lease;
    }

    /** The card is about to be sent: from here on it may have been. */
    CardRegistration begin(CardRegistration before, String messageSealed, String packVersion, Instant now) {
        CardLifecycle.require(before.status(), CardStatus.SUBMITTING);
        requireMine(tables.cards().beginAttempt(before, messageSealed, packVersion, now, lease), before);
        write(before, List.of(History.attempt(now, before, CardStatus.SUBMITTING)));
        return reread(before);
    }

    /** The card is never sent (REJECTED), or can't be sent as it is (DEAD_LETTERED). */
    CardChange giveUp(CardRegistration before, CardStatus to, Reason reason, Instant now) {
        CardLifecycle.require(before.status(), to);
        requireMine(tables.cards().move(before, to, before.inDoubt(), reason, null, now), before);
        List<HistoryEntry> history = new ArrayList<>();
        history.add(History.card(now, before.cardRef(), "status-changed", before.status(), to, reason));
        boolean ended = follow(before, to, before.inDoubt(), reason, history, now);
        write(before, history);
        return new CardChange(reread(before), ended);
    }

    /** A process died, or lost its lease, after the intent and before the record: the card may have been sent. */
    CardRegistration doubt(CardRegistration before, Outcome unknown, Instant next, Instant now) {
        CardLifecycle.require(before.status(), CardStatus.IN_DOUBT);
        requireMine(tables.cards().move(before, CardStatus.IN_DOUBT, true, unknown.reason(), next, now), before);
        write(
                before,
                List.of(History.outcome(now, "attempt-lost", before, CardStatus.IN_DOUBT, unknown, Duration.ZERO)));
        return reread(before);
    }

    /**
     * What came of an attempt.
     *
     * @param sent the card as it was when it was sent
     * @param nextIn when to look again, if the card does not settle
     */
    CardChange end(CardRegistration sent, Outcome outcome, Duration latency, Duration nextIn, Instant now) {
        CardRegistration current = reread(sent);
        boolean mine = current.version() == sent.version();
        if (!mine && outcome.outcomeClass() != OutcomeClass.DECIDED) {
            write(sent, List.of(History.outcome(now, "late-answer", current, null, outcome, latency)));
            return CardChange.none(current);
        }
        if (CardLifecycle.isDecided(current.status())) {
            return recordSecondDecision(current, outcome, latency, now);
        }
        CardStatus to = CardLifecycle.after(current.inDoubt(), outcome);
        CardLifecycle.require(current.status(), to);
        boolean inDoubt = to == CardStatus.IN_DOUBT;
        Instant next = to.isSettled() ? null : now.plus(nextIn);
        boolean changed = outcome.outcomeClass() == OutcomeClass.DECIDED
                ? tables.cards().settle(current, outcome, now)
                : tables.cards().move(current, to, inDoubt, outcome.reason(), next, now);
        requireMine(changed, current);
        List<HistoryEntry> history = new ArrayList<>();
        history.add(History.outcome(now, "attempt-ended", current, to, outcome, latency));
        boolean ended = follow(current, to, inDoubt, outcome.reason(), history, now);
        write(sent, history);
        return new CardChange(reread(sent), ended);
    }

    private CardChange recordSecondDecision(CardRegistration current, Outcome outcome, Duration latency, Instant now) {
        boolean same = current.status() == outcome.decision().status()
                && Objects.equals(current.tokenReference(), outcome.tokenReference());
        if (!same) {
            LOG.error(
                    "ALARM: issuer {} contradicts its own decision on request {}: {} stands, {} came later",
                    current.issuer(),
                    current.issuerRequestId(),
                    current.status(),
                    outcome.decision());
        }
        String event = same ? "answer-repeated" : "answer-contradicted";
        write(current, List.of(History.outcome(now, event, current, null, outcome, latency)));
        return CardChange.none(current);
    }

    /** What else changes with a card: its claim, its dead letter, its registration. True if that has ended now. */
    private boolean follow(
            CardRegistration before,
            CardStatus to,
            boolean inDoubt,
            Reason reason,
            List<HistoryEntry> history,
            Instant now) {
        if (to == CardStatus.APPROVED) {
            tables.inForce().takePlace(before.cardRegistrationId());
        } else if (!CardLifecycle.isInForce(to, inDoubt)) {
            tables.inForce().release(before.cardRegistrationId());
        }
        if (to == CardStatus.DEAD_LETTERED) {
            tables.deadLetters().bury(before.registrationId(), before.cardRegistrationId(), inDoubt, reason, now);
        }
        boolean ended = to.isSettled() && tables.registrations().followCards(before.registrationId(), now);
        if (ended) {
            history.add(History.registration(
                    now, "completed", RegistrationStatus.PROCESSING, RegistrationStatus.COMPLETED, null));
        }
        return ended;
    }

    private void write(CardRegistration card, List<HistoryEntry> history) {
        History.write(tables.jdbc(), card.registrationId(), history);
    }

    private CardRegistration reread(CardRegistration card) {
        return tables.cards().one(card.cardRegistrationId()).orElseThrow();
    }

    private static void requireMine(boolean changed, CardRegistration before) {
        if (!changed) {
            throw new StaleChangeException(
                    "card registration " + before.cardRegistrationId() + " was taken over by somebody else");
        }
    }
}
