package io.cardferry.registration.ledger;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.OptimisticLockingFailureException;

/** Records the attempts at issuers: the intent before the first byte leaves, and what came of it. */
final class AttemptRecorder {

    private final Tables tables;
    private final EffectlessAnswers effectless;
    private final CardConsequences consequences;
    private final Lease lease;

    AttemptRecorder(Tables tables, Lease lease) {
        this.tables = tables;
        this.effectless = new EffectlessAnswers(tables.jdbc());
        this.consequences = new CardConsequences(tables);
        this.lease = lease;
    }

    /**
     * The card is about to be sent: from here on it may have been.
     *
     * @param messageSealed {@code null} if the message was kept by an earlier attempt
     * @param matchedBy by which fields an answer finds the message; empty if it was kept by an earlier attempt
     */
    CardRegistration begin(
            CardRegistration before,
            String messageSealed,
            Map<String, String> matchedBy,
            String packVersion,
            Instant now) {
        CardLifecycle.require(before.status(), CardStatus.SUBMITTING);
        requireMine(tables.cards().beginAttempt(before, messageSealed, matchedBy, packVersion, now, lease), before);
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
        boolean mine = current.version() == sent.version();
        return end(sent, current, mine, outcome, latency, plan, now);
    }

    /**
     * What came of an attempt, or of an inquiry, for which nobody waits.
     *
     * @param then the card as it was when it was sent, or as it was found
     * @param mayEndAttempt whether an answer without a decision may be the answer to the attempt that is under way: then it
     *     counts if there was no other attempt, whose answer it could be
     */
    CardChange endLate(CardRegistration then, Outcome outcome, boolean mayEndAttempt, DeliveryPlan plan, Instant now) {
        CardRegistration current = reread(then);
        boolean endsAttempt = mayEndAttempt
                && current.version() == then.version()
                && current.status() == CardStatus.SUBMITTING
                && current.attempts() == 1;
        return end(then, current, endsAttempt, outcome, null, plan, now);
    }

    private CardChange end(
            CardRegistration then,
            CardRegistration current,
            boolean ends,
            Outcome outcome,
            Duration latency,
            DeliveryPlan plan,
            Instant now) {
        Optional<CardChange> said = effectless.record(then, current, ends, outcome, latency, now);
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
        boolean mine = current.version() == asked.version();
        Optional<CardChange> said = effectless.record(asked, current, mine, outcome, latency, now);
        if (said.isPresent()) {
            return said.get();
        }
        CardMove move = CardMove.afterInquiry(current.with(current.trail().asked()), outcome, plan, now);
        return move(current, move, "inquiry-ended", outcome, latency, now);
    }

    private CardChange move(
            CardRegistration before, CardMove move, String event, Outcome outcome, Duration latency, Instant now) {
        if (!tables.cards().move(before, move, now)) {
            throw inTheWay(before, outcome);
        }
        List<HistoryEntry> history = new ArrayList<>();
        CardStatus to = move.to();
        history.add(
                outcome == null
                        ? History.card(now, before.cardRef(), event, before.status(), to, move.reason())
                        : History.outcome(now, event, before, to, outcome, latency));
        boolean ended = consequences.follow(before, move, history, now);
        write(before, history);
        return new CardChange(reread(before), ended);
    }

    private void write(CardRegistration card, List<HistoryEntry> history) {
        History.write(tables.jdbc(), card.registrationId(), history);
    }

    private CardRegistration reread(CardRegistration card) {
        return tables.cards().one(card.cardRegistrationId()).orElseThrow();
    }

    private static void requireMine(boolean changed, CardRegistration before) {
        if (!changed) {
            throw takenOver(before);
        }
    }

    /** Somebody was faster by a moment. A decision counts all the same: the committer has it tried again. */
    private static RuntimeException inTheWay(CardRegistration before, Outcome outcome) {
        return outcome != null && outcome.outcomeClass() == OutcomeClass.DECIDED
                ? new OptimisticLockingFailureException("a decision met another change of its card")
                : takenOver(before);
    }

    private static StaleChangeException takenOver(CardRegistration before) {
        return new StaleChangeException(
                "card registration " + before.cardRegistrationId() + " was taken over by somebody else");
    }
}
