package io.cardferry.registration.ledger;

import io.cardferry.registration.CardLifecycle;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.DeadLetterConflict;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.NextStep;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.Replay;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.Uuid7;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts dead letters back to work, as operators want it: as they were, as their source lists them now, or from the start. */
final class DeadLetterReplays {

    private final Tables tables;
    private final OpenDeadLetters open;
    private final DeliveryPlan plan;

    DeadLetterReplays(Tables tables, OpenDeadLetters open, DeliveryPlan plan) {
        this.tables = tables;
        this.open = open;
        this.plan = plan;
    }

    /** What a replay would do now. */
    Replay preview(DeadLetter dead, boolean force, boolean refresh, Instant now) {
        if (dead.isOfRegistration()) {
            return new Replay(dead, Replay.Action.START_OVER, ifClosed(dead));
        }
        CardRegistration card = open.card(dead);
        Optional<NextStep> step = firstStep(card, force, now);
        Replay.Action action = refresh ? Replay.Action.REFRESH : action(card, step);
        return new Replay(dead, action, conflict(dead, card, step, refresh));
    }

    private static Optional<DeadLetterConflict> ifClosed(DeadLetter dead) {
        return OpenDeadLetters.isOpen(dead) ? Optional.empty() : Optional.of(DeadLetterRefusals.notDeadLettered());
    }

    private Optional<DeadLetterConflict> conflict(
            DeadLetter dead, CardRegistration card, Optional<NextStep> step, boolean refresh) {
        if (!OpenDeadLetters.isOpen(dead) || card.status() != CardStatus.DEAD_LETTERED) {
            return Optional.of(DeadLetterRefusals.notDeadLettered());
        }
        boolean sendable = refresh || canBeDone(card, step);
        if (card.inDoubt()) {
            return refresh
                    ? Optional.of(DeadLetterRefusals.noRefresh(card))
                    : !sendable
                            ? Optional.of(DeadLetterRefusals.messageRemoved(card))
                            : step.isEmpty() ? Optional.of(DeadLetterRefusals.noReplay(card)) : Optional.empty();
        }
        Optional<DeadLetterConflict> superseded = tables.inForce()
                .holder(open.registration(dead), tables.cards().names(card))
                .map(DeadLetterRefusals::superseded);
        return superseded.isPresent() || sendable ? superseded : Optional.of(DeadLetterRefusals.messageRemoved(card));
    }

    /** To ask about a card needs nothing but its request id. */
    private boolean canBeDone(CardRegistration card, Optional<NextStep> step) {
        boolean asks = step.isPresent() && step.get() instanceof NextStep.Inquire;
        return asks || !tables.contents().isEmptied(card);
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
        DeadLetter dead = open.waiting(id);
        if (dead.isOfRegistration()) {
            return startOver(dead, why, now);
        }
        CardRegistration card = open.deadCard(dead);
        NextStep step = firstStep(card, force, now)
                .orElseThrow(() -> tables.contents().isEmptied(card)
                        ? DeadLetterRefusals.messageRemoved(card)
                        : DeadLetterRefusals.noReplay(card));
        boolean forced = card.inDoubt() && plan.due(card.replayed(now, false), now) instanceof NextStep.GiveUp;
        CardRegistration replayed = card.replayed(now, forced);
        Instant at = step instanceof NextStep.Inquire inquire ? inquire.at() : ((NextStep.Send) step).at();
        backToWork(card, replayed, at, now);
        open.claimIfFree(card);
        // Only now: from here on nobody can remove it.
        if (!canBeDone(card, Optional.of(step))) {
            throw DeadLetterRefusals.messageRemoved(card);
        }
        String event = forced ? "dead-letter-forced" : "dead-letter-replayed";
        return open.closed(
                dead,
                DeadLetter.State.REPLAYED,
                OpenDeadLetters.entry(now, card, event, replayed.status(), null, why),
                now);
    }

    /** The card, as its source lists it now, goes to its issuer under a new request id. */
    DeadLetterChange refresh(UUID id, String why, SelectedCard fresh, String sealedText, Instant now) {
        DeadLetter dead = open.waiting(id);
        CardRegistration card = open.deadCard(dead);
        if (card.inDoubt()) {
            throw DeadLetterRefusals.noRefresh(card);
        }
        UUID requestId = Uuid7.next();
        CardRegistration replayed = card.replayed(now, false);
        backToWork(card, replayed, now, now);
        tables.cards().refresh(card, fresh, sealedText, requestId);
        open.claimIfFree(card);
        String link = "request id " + requestId + " follows " + card.issuerRequestId();
        History.write(
                tables.jdbc(),
                card.registrationId(),
                List.of(new HistoryEntry(now, card.cardRef(), "card-refreshed", null, null, null, null, null, link)));
        HistoryEntry entry = OpenDeadLetters.entry(now, card, "dead-letter-replayed", replayed.status(), null, why);
        return open.closed(dead, DeadLetter.State.REPLAYED, entry, now);
    }

    private void backToWork(CardRegistration card, CardRegistration replayed, Instant at, Instant now) {
        CardStatus to = replayed.status();
        CardLifecycle.require(card.status(), to);
        Reason reason = card.inDoubt() ? Reason.of(ReasonCode.OUTCOME_UNKNOWN) : null;
        CardMove move = new CardMove(to, card.inDoubt(), reason, null, List.of(), replayed.trail(), at);
        OpenDeadLetters.requireDead(tables.cards().move(card, move, now));
    }

    private DeadLetterChange startOver(DeadLetter dead, String why, Instant now) {
        OpenDeadLetters.requireDead(tables.registrations().startOver(dead.registrationId(), now));
        RegistrationStatus to = RegistrationStatus.PROCESSING;
        HistoryEntry entry = new HistoryEntry(
                now, null, "dead-letter-replayed", RegistrationStatus.FAILED.name(), to.name(), null, null, null, why);
        return open.closed(dead, DeadLetter.State.REPLAYED, entry, now);
    }
}
