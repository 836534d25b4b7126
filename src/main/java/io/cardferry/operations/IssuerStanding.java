package io.cardferry.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.intake.Times;
import io.cardferry.issuer.IssuerState;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.IssuerPause;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How it stands with an issuer.
 *
 * @param id the issuer's id
 * @param name for people
 * @param version of its pack that is in force; empty if there is none
 * @param state as this hub sees it
 * @param pause the one that lasts
 * @param cards how many of its cards are not done with, by status; without those of which there are none
 */
public record IssuerStanding(
        String id,
        String name,
        Optional<String> version,
        IssuerState state,
        Optional<IssuerPause> pause,
        Map<CardStatus, Long> cards) {

    public IssuerStanding {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(pause, "pause");
        cards = Map.copyOf(cards);
    }

    /** How many of its cards have this status. */
    public long cards(CardStatus status) {
        return cards.getOrDefault(status, 0L);
    }

    /** How many of its cards the hub has to do something about. */
    long unsettled() {
        return CardStatus.WORKED_ON.stream().mapToLong(this::cards).sum();
    }

    /** As an operator gets to see it (docs/api.md). */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.put("name", name);
        json.put("version", version.orElse(null));
        json.put("state", state.name());
        json.put("retryScheduled", cards(CardStatus.RETRY_SCHEDULED));
        json.put("inDoubt", cards(CardStatus.IN_DOUBT));
        json.put("deadLettered", cards(CardStatus.DEAD_LETTERED));
        json.put("pausedSince", pause.map(IssuerPause::from).map(Times::write).orElse(null));
        json.put("pauseReason", pause.map(IssuerPause::reason).orElse(null));
        return json;
    }
}
