package io.cardferry.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.RegisteredOn;
import io.cardferry.security.CardNumbers;
import java.time.Instant;
import java.util.regex.Pattern;

/** One card of a source's list, checked against docs/sources.md. */
final class ListedCard {

    private static final int MAX_REF = 64;
    private static final int MAX_ISSUER = 64;
    private static final int MAX_BRAND = 32;
    private static final int MAX_STATUS = 32;
    private static final int MAX_PAN_REFERENCE = 128;
    private static final int MAX_DEVICE_FIELD = 64;
    private static final int MAX_SEALED = 8 * 1024;

    private static final Pattern LAST4 = Pattern.compile("[0-9]{4}");
    private static final Pattern BIN = Pattern.compile("[0-9]{6,8}");
    private static final Pattern EXPIRY = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");

    private static final Pattern NO_BLANKS = Pattern.compile("[!-~]+");

    private ListedCard() {}

    /**
     * @param where names the card in messages, such as {@code cards[3]}
     * @throws InvalidListException if a rule is broken
     */
    static DiscoveredCard read(String source, Instant asOf, JsonNode card, String where) {
        Fields fields = new Fields(card, where);
        String issuer = fields.optionalText("issuer", MAX_ISSUER);
        String bin = fields.optionalMatch("bin", BIN, "6 to 8 digits");
        if (issuer == null && bin == null) {
            throw fields.broken("issuer", "and bin are both missing");
        }
        DiscoveredCard listed = new DiscoveredCard(
                source,
                fields.requiredName("cardRef", MAX_REF),
                issuer,
                bin,
                fields.requiredMatch("last4", LAST4, "4 digits"),
                fields.optionalText("brand", MAX_BRAND),
                fields.optionalMatch("expiry", EXPIRY, "a month as YYYY-MM"),
                fields.requiredText("status", MAX_STATUS),
                registeredOn(fields, where),
                fields.optionalName("panReference", MAX_PAN_REFERENCE),
                sealedCard(fields),
                asOf);
        requireNoNumber(listed, fields);
        return listed;
    }

    /** The card's own number is refused wherever it stands, also in the midst of other digits or of a name. */
    private static void requireNoNumber(DiscoveredCard card, Fields fields) {
        requireNoNumber(card, "cardRef", card.cardRef(), fields);
        requireNoNumber(card, "issuer", card.issuerCode(), fields);
        requireNoNumber(card, "brand", card.brand(), fields);
        requireNoNumber(card, "status", card.status(), fields);
        requireNoNumber(card, "panReference", card.panReference(), fields);
        RegisteredOn device = card.registeredOn();
        if (device != null) {
            String all = device.deviceId() + " / " + device.type() + " / " + device.name();
            requireNoNumber(card, "registeredOn", all, fields);
        }
    }

    private static void requireNoNumber(DiscoveredCard card, String name, String text, Fields fields) {
        if (text != null && CardNumbers.isOf(card.last4(), text)) {
            throw fields.broken(name, "holds the card's number in clear");
        }
    }

    private static RegisteredOn registeredOn(Fields card, String where) {
        JsonNode device = card.get("registeredOn");
        if (device == null) {
            return null;
        }
        Fields fields = new Fields(device, where + ".registeredOn");
        return new RegisteredOn(
                fields.optionalText("deviceId", MAX_DEVICE_FIELD),
                fields.optionalText("type", MAX_DEVICE_FIELD),
                fields.optionalText("name", MAX_DEVICE_FIELD));
    }

    /**
     * That it is no clear card number is checked here. Whether it is sealed as it should be is for whoever opens it to say: a
     * list with one card that can't be opened still has its other cards.
     */
    private static String sealedCard(Fields fields) {
        String sealed = fields.requiredMatch("sealedCard", NO_BLANKS, "printable ASCII without blanks");
        if (sealed.length() > MAX_SEALED) {
            throw fields.broken("sealedCard", "is longer than " + MAX_SEALED + " characters");
        }
        if (CardNumbers.isWithin(sealed)) {
            throw fields.broken("sealedCard", "looks like a clear card number");
        }
        return sealed;
    }
}
