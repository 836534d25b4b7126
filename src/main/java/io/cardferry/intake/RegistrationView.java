package io.cardferry.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Device;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.Reason;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SourceReport;

/**
 * The registration resource (docs/api.md): what a client gets to see of a registration. All keys are always
 * there, {@code null} where there is nothing to say; only {@code device.name} is left out when the device has none.
 */
public final class RegistrationView {

    private RegistrationView() {}

    /** The resource as JSON. */
    public static ObjectNode of(Registration registration) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("registrationId", registration.registrationId().toString());
        json.put("status", registration.status().name());
        json.set("reason", reason(registration.reason()));
        json.putObject("account").put("id", registration.request().account().id());
        device(json.putObject("device"), registration.request().device());
        json.put("createdAt", Times.write(registration.createdAt()));
        json.put("updatedAt", Times.write(registration.updatedAt()));
        discovery(json.putObject("discovery"), registration.discovery());
        ArrayNode cards = json.putArray("cards");
        registration.cards().forEach(card -> card(cards.addObject(), card));
        return json;
    }

    /** One card of a registration by itself, and which registration it is of. */
    static ObjectNode ofCard(CardRegistration card) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("registrationId", card.registrationId().toString());
        card(json, card);
        return json;
    }

    private static void device(ObjectNode json, Device device) {
        json.put("id", device.id());
        json.put("type", device.type().name());
        if (device.name() != null) {
            json.put("name", device.name());
        }
    }

    static void discovery(ObjectNode json, Discovery discovery) {
        json.put("complete", discovery.complete());
        ArrayNode sources = json.putArray("sources");
        for (SourceReport report : discovery.sources()) {
            sources.addObject()
                    .put("source", report.source())
                    .put("status", report.status().name())
                    .put("cards", report.cards())
                    .put("asOf", Times.write(report.asOf()));
        }
    }

    private static void card(ObjectNode json, CardRegistration card) {
        json.put("cardRef", card.cardRef());
        json.put("source", card.source());
        json.put("issuer", card.issuer());
        json.put("brand", card.brand());
        json.put("last4", card.last4());
        json.put("status", card.status().name());
        json.put("inDoubt", card.inDoubt());
        json.put(
                "issuerRequestId",
                card.issuerRequestId() == null ? null : card.issuerRequestId().toString());
        json.put("tokenReference", card.tokenReference());
        json.set("reason", reason(card.reason()));
        json.put("attempts", card.attempts());
        json.put("nextAttemptAt", waits(card) ? Times.write(card.nextAttemptAt()) : null);
        ArrayNode methods = json.putArray("verificationMethods");
        card.verificationMethods()
                .forEach(method -> methods.addObject()
                        .put("id", method.id())
                        .put("type", method.type())
                        .put("hint", method.hint()));
    }

    /** With any other status, the ledger's due time is about its own housekeeping. */
    static boolean waits(CardRegistration card) {
        return card.status() == CardStatus.RETRY_SCHEDULED || card.status() == CardStatus.IN_DOUBT;
    }

    static ObjectNode reason(Reason reason) {
        if (reason == null) {
            return null;
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", reason.code().code())
                .put("detail", reason.detail());
    }
}
