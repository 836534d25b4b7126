package io.cardferry.coverage;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The fields of the canonical card registration, and what each can be tried with. */
enum CanonicalField {
    REQUEST_ID("/requestId", TrialValues::uuids),
    REGISTRATION_ID("/registrationId", TrialValues::uuids),
    REQUESTOR_ID("/requestorId", TrialValues::digits),
    ACCOUNT_ID("/account/id", current -> TrialValues.texts(current, 128)),
    DEVICE_ID("/device/id", current -> TrialValues.texts(current, 64)),
    DEVICE_TYPE("/device/type", current -> TrialValues.deviceTypes()),
    DEVICE_NAME("/device/name", "/device/name", current -> TrialValues.texts(current, 64)),
    TERMS_ID("/terms/id", "/terms", current -> TrialValues.texts(current, 64)),
    TERMS_VERSION("/terms/version", "/terms", current -> TrialValues.texts(current, 32)),
    TERMS_ACCEPTED_AT("/terms/acceptedAt", "/terms", current -> TrialValues.instants()),
    TRANSMISSION_AT("/transmission/at", current -> TrialValues.seconds()),
    TRANSMISSION_STAN("/transmission/stan", "/transmission/stan", current -> TrialValues.traceNumbers()),
    CARD_REF("/card/cardRef", current -> TrialValues.texts(current, 64)),
    SOURCE("/card/source", TrialValues::ids),
    ISSUER("/card/issuer", TrialValues::ids),
    BRAND("/card/brand", "/card/brand", current -> TrialValues.brands()),
    LAST4("/card/last4", TrialValues::digits),
    BIN("/card/bin", "/card/bin", current -> TrialValues.bins()),
    EXPIRY("/card/expiry", "/card/expiry", current -> TrialValues.months()),
    SEALED_CARD("/card/sealedCard", TrialValues::sealedCards),
    PAN("/card/pan", current -> TrialValues.testNumbers());

    private final JsonPointer pointer;
    private final JsonPointer leftOut;
    private final Function<String, List<String>> trials;

    /** One that is always there. */
    CanonicalField(String pointer, Function<String, List<String>> trials) {
        this(pointer, null, trials);
    }

    /** @param leftOut what is absent when it is: itself, or the object that it belongs to */
    CanonicalField(String pointer, String leftOut, Function<String, List<String>> trials) {
        this.pointer = JsonPointer.compile(pointer);
        this.leftOut = leftOut == null ? null : JsonPointer.compile(leftOut);
        this.trials = trials;
    }

    /** As docs/adding-an-issuer.md writes it, e.g. {@code device.name}. */
    String title() {
        return pointer.toString().substring(1).replace('/', '.');
    }

    boolean isOptional() {
        return leftOut != null;
    }

    /** Whether both are there or none. */
    boolean comesWith(CanonicalField other) {
        return leftOut != null && leftOut.equals(other.leftOut);
    }

    Optional<String> in(JsonNode card) {
        return Optional.ofNullable(card.at(pointer).textValue());
    }

    /** @param current the value that is to be replaced, or {@code null} */
    List<String> trials(String current) {
        return trials.apply(current).stream()
                .distinct()
                .filter(value -> !value.equals(current))
                .toList();
    }

    /** A copy of the card registration with this value; what must come with it is made up if it is not there. */
    JsonNode put(JsonNode card, String value) {
        ObjectNode changed = card.deepCopy();
        for (CanonicalField field : values()) {
            if (field == this || comesWith(field) && field.in(card).isEmpty()) {
                String text = field == this ? value : field.trials(null).get(0);
                changed.withObject(field.pointer.head())
                        .put(field.pointer.last().getMatchingProperty(), text);
            }
        }
        return changed;
    }

    /** A copy of the card registration without it. Only of what is optional. */
    JsonNode remove(JsonNode card) {
        ObjectNode changed = card.deepCopy();
        ((ObjectNode) changed.at(leftOut.head())).remove(leftOut.last().getMatchingProperty());
        return changed;
    }
}
