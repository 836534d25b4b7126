package io.cardferry.registration.ledger;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeliveryPlan;
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
import java.util.Optional;
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

    /**
     * The card is about to be sent: from here on it may have been.
     *
     * @param messageSealed {@code null} if the message was kept by an earlier attempt
     */
    CardRegistration begin(CardRegistration before, String messageSealed, String packVersion, Instant now) {
        CardLifecycle.require(before.status(), CardStatus.SUBMITTING);
        requireMine(tables.cards().beginAttempt(before, messageSealed, packVersion, now, lease), before);
        write(before, List.of(History.attempt(now, before, CardStatus.SUBMITTING)));
        return reread(before);
    }

    /** The card is never sent (REJECTED), or can't be sent as it is or any more (DEAD_LETTERED). */
    CardChange giveUp(CardRegistration before, CardStatus to, Reason reason, Instant now) {
        return move(before, CardMove.to(before, to, before.inDoubt(), reason, null), "status-changed", null, null, now);
    }

    /** Nothing may be sent to the issuer now: the card, never sent yet, waits for that in the ledger. No attempt is counted. */
    CardChange hold(CardRegistration before, Reason reason, Instant now) {
        CardMove move = CardMove.to(before, CardStatus.RETRY_SCHEDULED, false, reason, now);
        return move(before, move, "status-changed", null, null, now);
    }

    /** A process died, or lost its lease, after the intent and before the record: the card may have been sent. */
    CardChange doubt(CardRegistration before, Outcome unknown, DeliveryPlan plan, Instant now) {
        CardMove move = CardMove.afterAttempt(before, unknown, plan, now);
        return move(before, move, "attempt-lost", unknown, Duration.ZERO, now);
    }

    /**
     * What came of an attempt.
     *
     * @param sent the card as it was when it was sent
     */
    CardChange end(CardRegistration sent, Outcome outcome, Duration latency, DeliveryPlan plan, Instant now) {
        CardRegistration current = reread(sent);
        Optional<CardChange> said = recordWithoutEffect(sent, current, outcome, latency, now);
        if (said.isPresent()) {
            return said.get();
        }
        CardRegistration ended = current.with(current.trail().exchangeEnded(now));
        CardMove move = CardMove.afterAttempt(ended, outcome, plan, now);
        return move(current, move, "attempt-ended", outcome, latency, now);
    }

    /**
     * What came of an inquiry.
     *
     * @param asked the card as it was when its issuer was asked
     */
    CardChange endInquiry(CardRegistration asked, Outcome outcome, Duration latency, DeliveryPlan plan, Instant now) {
        CardRegistration current = reread(asked);
        Optional<CardChange> said = recordWithoutEffect(asked, current, outcome, latency, now);
        if (said.isPresent()) {
            return said.get();
        }
        CardMove move = CardMove.afterInquiry(current.with(current.trail().asked()), outcome, plan, now);
        return move(current, move, "inquiry-ended", outcome, latency, now);
    }

    /** A decision counts whoever brings it, unless one stands already; anything else only from who has the card. */
    private Optional<CardChange> recordWithoutEffect(
            CardRegistration then, CardRegistration current, Outcome outcome, Duration latency, Instant now) {
        boolean mine = current.version() == then.version();
        if (!mine && outcome.outcomeClass() != OutcomeClass.DECIDED) {
            write(current, List.of(History.outcome(now, "late-answer", current, null, outcome, latency)));
            return Optional.of(CardChange.none(current));
        }
        if (current.status() == CardStatus.DISCARDED || !then.issuerRequestId().equals(current.issuerRequestId())) {
            return Optional.of(recordTooLate(then, current, outcome, latency, now));
        }
        return CardLifecycle.isDecided(current.status())
                ? Optional.of(recordSecondDecision(current, outcome, latency, now))
                : Optional.empty();
    }

    /** An operator has closed the card for good, or had it sent under another request id: only a person can mend that. */
    private CardChange recordTooLate(
            CardRegistration then, CardRegistration current, Outcome outcome, Duration latency, Instant now) {
        LOG.error(
                "ALARM: issuer {} decided {} on request {} after an operator had given it up; the card is {}",
                current.issuer(),
                outcome.decision(),
                then.issuerRequestId(),
                current.status());
        write(current, List.of(History.outcome(now, "late-answer", current, null, outcome, latency)));
        return CardChange.none(current);
    }

    private CardChange move(
            CardRegistration before, CardMove move, String event, Outcome outcome, Duration latency, Instant now) {
        requireMine(tables.cards().move(before, move, now), before);
        List<HistoryEntry> history = new ArrayList<>();
        CardStatus to = move.to();
        history.add(
                outcome == null
                        ? History.card(now, before.cardRef(), event, before.status(), to, move.reason())
                        : History.outcome(now, event, before, to, outcome, latency));
        boolean ended = follow(before, move, history, now);
        write(before, history);
        return new CardChange(reread(before), ended);
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
    private boolean follow(CardRegistration before, CardMove move, List<HistoryEntry> history, Instant now) {
        CardStatus to = move.to();
        if (to == CardStatus.APPROVED) {
            tables.inForce().takePlace(before.cardRegistrationId());
        } else if (!CardLifecycle.isInForce(to, move.inDoubt())) {
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
