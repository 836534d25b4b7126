package io.cardferry.commands;

import static io.cardferry.commands.CardText.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A registration of the API, as lines for a person: what was asked for, who answered, what became of each card. */
final class RegistrationReport {

    private static final int REF_WIDTH = 26;
    private static final int CARD_WIDTH = 18;
    private static final int ISSUER_WIDTH = 12;

    private RegistrationReport() {}

    static List<String> lines(JsonNode registration) {
        List<String> lines = new ArrayList<>();
        String reason =
                registration.path("reason").isObject() ? " · " + CardText.reason(registration.path("reason")) : "";
        lines.add(
                "Registration " + text(registration, "registrationId") + " · " + text(registration, "status") + reason);
        lines.add("  account  " + text(registration.path("account"), "id"));
        lines.add("  device   " + device(registration.path("device")));
        lines.add("  created  " + text(registration, "createdAt") + "   updated " + text(registration, "updatedAt"));
        lines.addAll(discovery(registration.path("discovery")));
        lines.addAll(cards(registration.path("cards")));
        return lines;
    }

    private static String device(JsonNode device) {
        String name = device.path("name").isTextual() ? " \"" + text(device, "name") + "\"" : "";
        return text(device, "id") + " (" + text(device, "type") + ")" + name;
    }

    private static List<String> discovery(JsonNode discovery) {
        List<String> lines = new ArrayList<>();
        for (JsonNode source : discovery.path("sources")) {
            String asOf = source.hasNonNull("asOf") ? " as of " + text(source, "asOf") : "";
            lines.add("  source   " + text(source, "source") + ": " + text(source, "status") + ", cards: "
                    + source.path("cards").asInt() + asOf);
        }
        boolean asked = !discovery.path("sources").isEmpty();
        if (asked && !discovery.path("complete").asBoolean()) {
            lines.add("           the list of cards is not complete");
        }
        return lines;
    }

    private static List<String> cards(JsonNode cards) {
        List<String> lines = new ArrayList<>();
        if (cards.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add(row("CARD", "BRAND, LAST FOUR", "ISSUER", "STATUS"));
        for (JsonNode card : cards) {
            String source =
                    card.path("source").isTextual() ? card.path("source").asText() + "/" : "";
            String brand =
                    card.path("brand").asText("") + " " + card.path("last4").asText("-");
            lines.add(row(
                    source + card.path("cardRef").asText(),
                    brand.strip(),
                    card.path("issuer").asText("-"),
                    card.path("status").asText()));
            CardText.details(card).forEach(detail -> lines.add("    " + detail));
            if (card.path("issuerRequestId").isTextual()) {
                lines.add("    request " + text(card, "issuerRequestId") + ", attempts: "
                        + card.path("attempts").asInt());
            }
        }
        return lines;
    }

    private static String row(String card, String brand, String issuer, String status) {
        return "  " + PlainText.column(card, REF_WIDTH) + " " + PlainText.column(brand, CARD_WIDTH) + " "
                + PlainText.column(issuer, ISSUER_WIDTH) + " " + PlainText.of(status);
    }
}
