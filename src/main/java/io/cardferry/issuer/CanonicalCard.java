package io.cardferry.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.registration.Device;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.Registration;
import io.cardferry.registration.Terms;
import io.cardferry.security.OpenedCard;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Makes the canonical card registration: the document that every request mapping starts from. It holds no nulls. */
public final class CanonicalCard {

    private CanonicalCard() {}

    /**
     * @param registration the registration that the card belongs to
     * @param requestId the issuer request id
     * @param issuer the id of the pack that the card goes to
     * @param card the card as its source lists it
     * @param opened what the sealed card holds, if it is sealed for the hub; its number and expiry then stand in the
     *     document, and the sealed card does not
     * @param requestorId ours, as token requestor
     * @return the document that docs/adding-an-issuer.md describes; holds account id and card, so never to be logged or kept
     */
    public static ObjectNode of(
            Registration registration,
            UUID requestId,
            String issuer,
            DiscoveredCard card,
            Optional<OpenedCard> opened,
            String requestorId) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("requestId", requestId.toString());
        document.put("registrationId", registration.registrationId().toString());
        document.put("requestorId", requestorId);
        document.putObject("account").put("id", registration.request().account().id());
        putDevice(document.putObject("device"), registration.request().device());
        if (registration.request().terms() != null) {
            putTerms(document.putObject("terms"), registration.request().terms());
        }
        putCard(document.putObject("card"), issuer, card, opened);
        return document;
    }

    /** Says when the message is sent for the first time, and its number: formats that carry them have them from here. */
    public static ObjectNode transmitted(ObjectNode document, Transmission transmission) {
        ObjectNode target = document.putObject("transmission")
                .put("at", transmission.at().truncatedTo(ChronoUnit.SECONDS).toString());
        transmission.traceNumber().ifPresent(number -> target.put("stan", number));
        return document;
    }

    private static void putDevice(ObjectNode target, Device device) {
        target.put("id", device.id()).put("type", device.type().name());
        putIfPresent(target, "name", device.name());
    }

    private static void putTerms(ObjectNode target, Terms terms) {
        target.put("id", terms.id());
        target.put("version", terms.version());
        target.put("acceptedAt", terms.acceptedAt().toString());
    }

    private static void putCard(ObjectNode target, String issuer, DiscoveredCard card, Optional<OpenedCard> opened) {
        target.put("cardRef", card.cardRef()).put("source", card.source()).put("issuer", issuer);
        putIfPresent(target, "brand", card.brand());
        target.put("last4", card.last4());
        putIfPresent(target, "bin", card.bin());
        putIfPresent(target, "expiry", opened.map(OpenedCard::expiry).orElse(card.expiry()));
        opened.ifPresentOrElse(
                content -> target.put("pan", content.pan().reveal()),
                () -> target.put("sealedCard", card.sealedCard()));
    }

    private static void putIfPresent(ObjectNode target, String key, String value) {
        if (value != null) {
            target.put(key, value);
        }
    }
}
