package io.cardferry.registration.ledger;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.DeadLetterConflict;
import io.cardferry.registration.DeadLetterConflict.Kind;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.NextStep;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.Replay;
import io.cardferry.registration.Resolution;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.Uuid7;
import io.cardferry.registration.VerificationMethod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Records what operators do about dead letters. Whatever can't be done throws a {@link DeadLetterConflict}, and with
 * it the transaction is undone. Rows are changed in the order card, dead letter, registration, as everywhere.
 */
final class DeadLetterRecorder {

    private static final String NO_REPLAY = "ask its people and resolve it, or replay it with force at your own risk";
    private static final String NO_REFRESH =
            "under another request id it could be registered twice; replay it without refresh, or resolve it";
    private static final String NO_MESSAGE = "it was kept too long to be sent again, so its message was removed; ";
    private static final String NO_DISCARD = "replay it, or ask its people and resolve it";

    private final Tables tables;
    private final DeliveryPlan plan;

    DeadLetterRecorder(Tables tables, DeliveryPlan plan) {
        this.tables = tables;
        this.plan = plan;
    }

    /** What a replay would do now. */
    Replay preview(DeadLetter dead, boolean force, boolean refresh, Instant now) {
        if (dead.isOfRegistration()) {
            return new Replay(dead, Replay.Action.START_OVER, Optional.ofNullable(closed(dead)));
        }
        CardRegistration card = card(dead);
        Optional<NextStep> step = firstStep(card, force, now);
        Replay.Action action = refresh ? Replay.Action.REFRESH : action(card, step);
        return new Replay(dead, action, conflict(dead, card, step, refresh));
    }

    private Optional<DeadLetterConflict> conflict(
            DeadLetter dead, CardRegistration card, Optional<NextStep> step, boolean refresh) {
        if (closed(dead) != null || card.status() != CardStatus.DEAD_LETTERED) {
            return Optional.of(notDeadLettered());
        }
        boolean sendable = refresh || canBeDone(card, step);
        if (card.inDoubt()) {
            return refresh
                    ? Optional.of(outcomeUnknown(card, NO_REFRESH))
                    : !sendable
                            ? Optional.of(messageRemoved(card))
                            : step.isEmpty() ? Optional.of(outcomeUnknown(card, NO_REPLAY)) : Optional.empty();
        }
        Optional<DeadLetterConflict> superseded = tables.inForce()
                .holder(registration(dead), tables.cards().names(card))
                .map(DeadLetterRecorder::superseded);
        return superseded.isPresent() || sendable ? superseded : Optional.of(messageRemoved(card));
    }

    /** To ask about a card needs nothing but its request id. */
    private boolean canBeDone(CardRegistration card, Optional<NextStep> step) {
        boolean asks = step.isPresent() && step.get() instanceof NextStep.Inquire;
        return asks || !tables.cards().isEmptied(card);
    }

    /** What the plan does first with the card, given a new budget; empty if it would need an operator's force. */
    private Optional<NextStep> firstStep(CardRegistration card, boolean force, Instant now) {
        NextStep step = plan.due(card.replayed(now, false), now);
        if (step instanceof NextStep.GiveUp && force) {
            step = plan.due(card.replayed(now, true), now);
        }
        return step instanceof NextStep.GiveUp ? Optional.empty() : Optional.of(step);
    }

    private static Replay.Action action(CardRegistration card, Optional<NextStep> step) {
        if (card.trail().isUnsent()) {
            return Replay.Action.SUBMIT;
        }
        boolean asks = step.isPresent() && step.get() instanceof NextStep.Inquire;
        return asks ? Replay.Action.INQUIRE : Replay.Action.SEND_AGAIN;
    }

    /** The card goes back to work with a new budget; or the whole registration does. */
    DeadLetterChange replay(UUID id, String why, boolean force, Instant now) {
        DeadLetter dead = waiting(id);
        if (dead.isOfRegistration()) {
            return startOver(dead, why, now);
        }
        CardRegistration card = deadCard(dead);
        NextStep step = firstStep(card, force, now)
                .orElseThrow(
                        () -> tables.cards().isEmptied(card) ? messageRemoved(card) : outcomeUnknown(card, NO_REPLAY));
        boolean forced = card.inDoubt() && plan.due(card.replayed(now, false), now) instanceof NextStep.GiveUp;
        CardRegistration replayed = card.replayed(now, forced);
        Instant at = step instanceof NextStep.Inquire inquire ? inquire.at() : ((NextStep.Send) step).at();
        backToWork(card, replayed, at, now);
        claimIfFree(card);
        // Only now: from here on nobody can remove it.
        if (!canBeDone(card, Optional.of(step))) {
            throw messageRemoved(card);
        }
        String event = forced ? "dead-letter-forced" : "dead-letter-replayed";
        return closed(dead, DeadLetter.State.REPLAYED, entry(now, card, event, replayed.status(), null, why), now);
    }

    /** The card, as its source lists it now, goes to its issuer under a new request id. */
    DeadLetterChange refresh(UUID id, String why, SelectedCard fresh, String sealedText, Instant now) {
        DeadLetter dead = waiting(id);
        CardRegistration card = deadCard(dead);
        if (card.inDoubt()) {
            throw outcomeUnknown(card, NO_REFRESH);
        }
        UUID requestId = Uuid7.next();
        CardRegistration replayed = card.replayed(now, false);
        backToWork(card, replayed, now, now);
        tables.cards().refresh(card, fresh, sealedText, requestId);
        claimIfFree(card);
        String link = "request id " + requestId + " follows " + card.issuerRequestId();
        History.write(
                tables.jdbc(),
                card.registrationId(),
                List.of(new HistoryEntry(now, card.cardRef(), "card-refreshed", null, null, null, null, null, link)));
        HistoryEntry entry = entry(now, card, "dead-letter-replayed", replayed.status(), null, why);
        return closed(dead, DeadLetter.State.REPLAYED, entry, now);
    }

    private void backToWork(CardRegistration card, CardRegistration replayed, Instant at, Instant now) {
        CardStatus to = replayed.status();
        CardLifecycle.require(card.status(), to);
        Reason reason = card.inDoubt() ? Reason.of(ReasonCode.OUTCOME_UNKNOWN) : null;
        CardMove move = new CardMove(to, card.inDoubt(), reason, null, List.of(), replayed.trail(), at);
        requireDead(tables.cards().move(card, move, now));
    }

    /** What is not in doubt is not in force either, and another registration may have taken its place. */
    private void claimIfFree(CardRegistration card) {
        if (card.inDoubt()) {
            return;
        }
        tables.inForce().claimAgain(card).ifPresent(holder -> {
            throw superseded(holder);
        });
    }

    private DeadLetterChange startOver(DeadLetter dead, String why, Instant now) {
        requireDead(tables.registrations().startOver(dead.registrationId(), now));
        RegistrationStatus to = RegistrationStatus.PROCESSING;
        HistoryEntry entry = new HistoryEntry(
                now, null, "dead-letter-replayed", RegistrationStatus.FAILED.name(), to.name(), null, null, null, why);
        return closed(dead, DeadLetter.State.REPLAYED, entry, now);
    }

    /** What the issuer's own people said settles the card, or ends its doubt. */
    DeadLetterChange resolve(UUID id, Resolution resolution, String why, Instant now) {
        DeadLetter dead = waiting(id);
        CardRegistration card = deadCard(dead);
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
        requireDead(tables.cards()
                .move(card, new CardMove(to, false, reason, tokenReference, none, card.trail(), null), now));
        if (to == CardStatus.APPROVED) {
            claimIfFree(card);
            tables.inForce().takePlace(card.cardRegistrationId());
        } else {
            tables.inForce().release(card.cardRegistrationId());
        }
        String outcome = OutcomeClass.DECIDED.word();
        return closed(dead, DeadLetter.State.RESOLVED, entry(now, card, "dead-letter-resolved", to, outcome, why), now);
    }

    private DeadLetterChange doubtEnded(DeadLetter dead, CardRegistration card, String why, Instant now) {
        CardStatus stays = card.status();
        CardMove move = new CardMove(stays, false, card.reason(), null, List.of(), card.trail(), null);
        requireDead(tables.cards().move(card, move, now));
        requireDead(tables.deadLetters().endDoubt(dead.deadLetterId()));
        tables.inForce().release(card.cardRegistrationId());
        String outcome = OutcomeClass.NOT_PROCESSED.word();
        return changed(dead, entry(now, card, "dead-letter-resolved", stays, outcome, why));
    }

    /** Nothing more is done about it. */
    DeadLetterChange discard(UUID id, String why, Instant now) {
        DeadLetter dead = waiting(id);
        if (dead.isOfRegistration()) {
            HistoryEntry entry =
                    new HistoryEntry(now, null, "dead-letter-discarded", null, null, null, null, null, why);
            return closed(dead, DeadLetter.State.DISCARDED, entry, now);
        }
        CardRegistration card = deadCard(dead);
        if (card.inDoubt()) {
            throw outcomeUnknown(card, NO_DISCARD);
        }
        CardMove move = CardMove.to(card, CardStatus.DISCARDED, false, card.reason(), null);
        requireDead(tables.cards().move(card, move, now));
        HistoryEntry entry = entry(now, card, "dead-letter-discarded", CardStatus.DISCARDED, null, why);
        return closed(dead, DeadLetter.State.DISCARDED, entry, now);
    }

    private DeadLetterChange closed(DeadLetter dead, DeadLetter.State how, HistoryEntry entry, Instant now) {
        requireDead(tables.deadLetters().close(dead.deadLetterId(), how, now));
        List<HistoryEntry> entries = new ArrayList<>(List.of(entry));
        if (how == DeadLetter.State.REPLAYED && tables.registrations().reopen(dead.registrationId(), now)) {
            entries.add(History.registration(
                    now, "reopened", RegistrationStatus.COMPLETED, RegistrationStatus.PROCESSING, null));
        }
        return changed(dead, entries.toArray(HistoryEntry[]::new));
    }

    private DeadLetterChange changed(DeadLetter dead, HistoryEntry... entries) {
        History.write(tables.jdbc(), dead.registrationId(), List.of(entries));
        DeadLetter now = tables.deadLetters().find(dead.deadLetterId()).orElseThrow();
        Registration registration = registration(dead).with(tables.cards().ofRegistration(dead.registrationId()));
        CardRegistration card = dead.isOfRegistration() ? null : card(dead);
        return new DeadLetterChange(now, registration, card);
    }

    private static HistoryEntry entry(
            Instant now, CardRegistration card, String event, CardStatus to, String outcome, String why) {
        return new HistoryEntry(now, card.cardRef(), event, card.status().name(), to.name(), null, outcome, null, why);
    }

    private DeadLetter waiting(UUID id) {
        DeadLetter dead = tables.deadLetters().find(id).orElseThrow(DeadLetterRecorder::notDeadLettered);
        DeadLetterConflict closed = closed(dead);
        if (closed != null) {
            throw closed;
        }
        return dead;
    }

    private static DeadLetterConflict closed(DeadLetter dead) {
        return dead.state() == DeadLetter.State.OPEN ? null : notDeadLettered();
    }

    /** The card, if it is still as dead as its dead letter was when that was read: another hub may be faster. */
    private CardRegistration deadCard(DeadLetter dead) {
        CardRegistration card = card(dead);
        requireDead(card.status() == CardStatus.DEAD_LETTERED);
        return card;
    }

    private CardRegistration card(DeadLetter dead) {
        return tables.cards().one(dead.cardRegistrationId()).orElseThrow();
    }

    private Registration registration(DeadLetter dead) {
        return tables.registrations().find(dead.registrationId()).orElseThrow();
    }

    private static void requireDead(boolean changed) {
        if (!changed) {
            throw notDeadLettered();
        }
    }

    private static DeadLetterConflict notDeadLettered() {
        return new DeadLetterConflict(
                Kind.NOT_DEAD_LETTERED, "it no longer waits: look at the registration for what has become of it");
    }

    private static DeadLetterConflict outcomeUnknown(CardRegistration card, String whatToDo) {
        return new DeadLetterConflict(
                Kind.OUTCOME_UNKNOWN,
                "issuer " + card.issuer() + " may have processed request " + card.issuerRequestId() + ": " + whatToDo);
    }

    private static DeadLetterConflict messageRemoved(CardRegistration card) {
        return card.inDoubt()
                ? outcomeUnknown(card, NO_MESSAGE + "ask its people and resolve it")
                : new DeadLetterConflict(
                        Kind.MESSAGE_REMOVED, NO_MESSAGE + "replay it with refresh, or resolve or discard it");
    }

    private static DeadLetterConflict superseded(InForceClaims.Holder holder) {
        return new DeadLetterConflict(
                Kind.SUPERSEDED,
                "registration " + holder.registrationId() + " has the card in force; discard this one");
    }
}
