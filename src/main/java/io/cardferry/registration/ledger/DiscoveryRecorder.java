package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DiscoveryResult;
import io.cardferry.registration.DiscoveryResult.CardsFound;
import io.cardferry.registration.DiscoveryResult.NothingToRegister;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.SourceExchange;
import io.cardferry.registration.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Records what discovery found: once, before anything is sent. */
final class DiscoveryRecorder {

    private final Tables tables;
    private final Lease lease;

    DiscoveryRecorder(Tables tables, Lease lease) {
        this.tables = tables;
        this.lease = lease;
    }

    /** @param sealedCards the selected cards sealed for the database, in their order; {@code null} where not needed */
    DiscoveryRecorded record(
            Registration before,
            DiscoveryResult result,
            List<SourceExchange> exchanges,
            List<String> sealedCards,
            Optional<Duration> askAgainIn,
            Instant now) {
        List<HistoryEntry> history = new ArrayList<>();
        exchanges.forEach(exchange -> history.add(History.sourceAnswered(now, exchange)));
        List<DueCard> toSend = List.of();
        if (result instanceof CardsFound found) {
            toSend = recordCards(before, found, sealedCards, history, now);
        } else if (result instanceof NothingToRegister nothing) {
            fail(before, nothing, nothing.reason(), history, now);
        } else if (askAgainIn.isPresent()) {
            Instant next = now.plus(askAgainIn.get());
            requireMine(tables.registrations().postponeDiscovery(before, result.discovery(), next, now), before);
            history.add(History.registration(
                    now, "discovery-postponed", before.status(), RegistrationStatus.PROCESSING, null));
        } else {
            Reason reason = Reason.of(ReasonCode.SOURCE_UNAVAILABLE);
            fail(before, result, reason, history, now);
            int asked = before.discoveryAttempts() + 1;
            tables.deadLetters().buryRegistration(before.registrationId(), asked, reason, now);
        }
        History.write(tables.jdbc(), before.registrationId(), history);
        Registration after = after(before);
        if (after.status().isEnded()) {
            tables.outbox().registrationEnded(before.registrationId(), now);
        }
        return new DiscoveryRecorded(after, toSend);
    }

    private Registration after(Registration before) {
        return tables.registrations()
                .find(before.registrationId())
                .orElseThrow()
                .with(tables.cards().ofRegistration(before.registrationId()));
    }

    private List<DueCard> recordCards(
            Registration before, CardsFound found, List<String> sealedCards, List<HistoryEntry> history, Instant now) {
        boolean toSend = found.cards().stream().anyMatch(selected -> selected.rejection() == null);
        RegistrationStatus first = toSend ? RegistrationStatus.PROCESSING : RegistrationStatus.COMPLETED;
        requireMine(tables.registrations().endDiscovery(before, first, null, found.discovery(), now), before);
        history.add(History.registration(now, "cards-found", before.status(), first, null));
        List<DueCard> due = new ArrayList<>();
        for (int position = 0; position < found.cards().size(); position++) {
            SelectedCard selected = found.cards().get(position);
            CardRegistration card = insert(before, position, selected, sealedCards.get(position), now);
            history.add(History.card(now, card.cardRef(), "card-found", null, card.status(), card.reason()));
            if (card.status() == CardStatus.PENDING) {
                due.add(new DueCard(card, DueCard.Action.SUBMIT));
            }
        }
        if (toSend && due.isEmpty()) {
            // Each was claimed by another registration meanwhile.
            tables.registrations().followCards(before.registrationId(), now);
            history.add(History.registration(now, "completed", first, RegistrationStatus.COMPLETED, null));
        }
        return due;
    }

    private CardRegistration insert(
            Registration before, int position, SelectedCard selected, String sealedText, Instant now) {
        UUID cardId = Uuid7.next();
        CardRegistration card = tables.cards().insert(cardId, before, position, selected, sealedText, now, lease);
        if (selected.rejection() != null) {
            return card;
        }
        Optional<InForceClaims.Holder> holder = tables.inForce().claim(before, cardId, selected.names());
        if (holder.isEmpty()) {
            return card;
        }
        Reason reason = new Reason(
                ReasonCode.ALREADY_REGISTERED, holder.get().registrationId().toString());
        tables.cards().move(card, CardMove.to(card, CardStatus.REJECTED, false, reason, null), now);
        return tables.cards().one(cardId).orElseThrow();
    }

    private void fail(
            Registration before, DiscoveryResult result, Reason reason, List<HistoryEntry> history, Instant now) {
        RegistrationStatus failed = RegistrationStatus.FAILED;
        requireMine(tables.registrations().endDiscovery(before, failed, reason, result.discovery(), now), before);
        history.add(History.registration(now, "failed", before.status(), failed, reason));
    }

    private static void requireMine(boolean changed, Registration before) {
        if (!changed) {
            throw new StaleChangeException("discovery of registration " + before.registrationId()
                    + " was recorded or taken over by somebody else");
        }
    }
}
