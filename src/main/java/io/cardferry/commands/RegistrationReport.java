package io.cardferry.commands;

import static io.cardferry.commands.CardText.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A registration of the API, as lines for a person: what was asked for, who answered, what became of each card. */
final class RegistrationReport {

    private static final String LABEL = "  %-9s";
    private static final int BRAND_WIDTH = 12;

    private RegistrationReport() {}

    /** @param width of the window, in columns; ids may stand out of it, since they are never cut */
    static List<String> lines(JsonNode registration, int width) {
        List<String> lines = new ArrayList<>();
        lines.add("Registration " + text(registration, "registrationId"));
        lines.addAll(labelled("status", status(registration), width));
        lines.add(label("account") + text(registration.path("account"), "id"));
        JsonNode device = registration.path("device");
        lines.add(label("device") + text(device, "id") + " (" + text(device, "type") + ")");
        if (device.path("name").isTextual()) {
            lines.addAll(labelled("named", '"' + text(device, "name") + '"', width));
        }
        lines.add(label("created") + text(registration, "createdAt"));
        lines.add(label("updated") + text(registration, "updatedAt"));
        lines.addAll(discovery(registration.path("discovery"), width));
        if (!registration.path("cards").isEmpty()) {
            lines.add("");
            lines.addAll(cards(registration.path("cards"), width));
        }
        return lines;
    }

    private static String status(JsonNode registration) {
        JsonNode reason = registration.path("reason");
        return text(registration, "status") + (reason.isObject() ? ", " + CardText.reason(reason) : "");
    }

    private static List<String> discovery(JsonNode discovery, int width) {
        List<String> lines = new ArrayList<>();
        for (JsonNode source : discovery.path("sources")) {
            String cards = source.path("cards").asInt() == 1
                    ? "1 card"
                    : source.path("cards").asInt() + " cards";
            String asOf = source.hasNonNull("asOf") ? " as of " + text(source, "asOf") : "";
            lines.addAll(labelled(
                    "source", text(source, "source") + ": " + text(source, "status") + ", " + cards + asOf, width));
        }
        if (!lines.isEmpty() && !discovery.path("complete").asBoolean()) {
            lines.addAll(labelled("", "THE LIST OF CARDS IS NOT COMPLETE", width));
        }
        return lines;
    }

    private static List<String> cards(JsonNode cards, int width) {
        TextTable table = new TextTable(width, "  ", "CARD", "BRAND, LAST 4", "ISSUER", "STATUS");
        for (JsonNode card : cards) {
            table.add(
                    List.of(CardText.name(card), brand(card), text(card, "issuer"), text(card, "status")),
                    details(card, width));
        }
        return table.lines();
    }

    private static List<String> details(JsonNode card, int width) {
        List<String> lines = new ArrayList<>();
        CardText.details(card).forEach(detail -> lines.addAll(Terminal.wrapped("    ", detail, width)));
        if (card.path("issuerRequestId").isTextual()) {
            int attempts = card.path("attempts").asInt();
            lines.add("    request " + text(card, "issuerRequestId") + ", "
                    + (attempts == 1 ? "1 attempt" : attempts + " attempts"));
        }
        return lines;
    }

    /** A brand may be long; the digits by which a person knows the card are always there. */
    private static String brand(JsonNode card) {
        String brand = card.path("brand").isTextual() ? PlainText.cut(text(card, "brand"), BRAND_WIDTH) + " " : "";
        return brand + text(card, "last4");
    }

    private static String label(String label) {
        return String.format(LABEL, label);
    }

    private static List<String> labelled(String label, String text, int width) {
        return Terminal.wrapped(label(label), text, width);
    }
}
