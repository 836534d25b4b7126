package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.registration.CardList;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.RegisteredOn;
import io.cardferry.registration.SelectedCard;

/** A card list as a client gets to see it (docs/api.md). All keys are always there, {@code null} where nothing is known. */
public final class CardListView {

    private CardListView() {}

    /** The list as JSON. */
    public static ObjectNode of(CardList list) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        RegistrationView.discovery(json.putObject("discovery"), list.discovery());
        ArrayNode cards = json.putArray("cards");
        list.cards().forEach(card -> card(cards.addObject(), card));
        return json;
    }

    private static void card(ObjectNode json, SelectedCard listed) {
        DiscoveredCard card = listed.card();
        json.put("cardRef", listed.cardRef());
        json.put("source", card.source());
        json.put("issuer", listed.issuer());
        json.put("brand", card.brand());
        json.put("last4", card.last4());
        json.put("expiry", card.expiry());
        json.set("registeredOn", registeredOn(card.registeredOn()));
        json.put("registrable", listed.rejection() == null);
        json.set("reason", RegistrationView.reason(listed.rejection()));
    }

    private static ObjectNode registeredOn(RegisteredOn device) {
        if (device == null) {
            return null;
        }
        return JsonNodeFactory.instance.objectNode().put("type", device.type()).put("name", device.name());
    }
}
