package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A card registration of the API, as text for a person. */
final class CardText {

    private CardText() {}

    /** One line with everything that matters, e.g. {@code card ending 1111 · VISA · aurora · APPROVED · token …}. */
    static String line(JsonNode card) {
        List<String> parts = new ArrayList<>();
        parts.add(
                card.path("last4").isTextual()
                        ? "card ending " + text(card, "last4")
                        : "card " + text(card, "cardRef"));
        addIfPresent(parts, "", card, "brand");
        addIfPresent(parts, "", card, "issuer");
        parts.add(text(card, "status"));
        parts.addAll(details(card));
        return String.join(" · ", parts);
    }

    /** What there is to say beyond the status: token, reason, next attempt, ways of verification. */
    static List<String> details(JsonNode card) {
        List<String> details = new ArrayList<>();
        addIfPresent(details, "token ", card, "tokenReference");
        if (card.path("reason").isObject()) {
            details.add(reason(card.path("reason")));
        }
        if (card.path("inDoubt").asBoolean()) {
            details.add("the issuer may have processed it");
        }
        addIfPresent(details, "next attempt at ", card, "nextAttemptAt");
        for (JsonNode method : card.path("verificationMethods")) {
            String hint = method.path("hint").isTextual() ? " " + text(method, "hint") : "";
            details.add("verify by " + text(method, "type") + hint);
        }
        return details;
    }

    /** The reference by which the card is selected again, with its source: {@code phone-wallet/c-1}. */
    static String name(JsonNode card) {
        String source = card.path("source").isTextual() ? text(card, "source") + "/" : "";
        return source + text(card, "cardRef");
    }

    static String reason(JsonNode reason) {
        String detail = reason.path("detail").isTextual() ? " (" + text(reason, "detail") + ")" : "";
        return text(reason, "code") + detail;
    }

    static String text(JsonNode node, String field) {
        return PlainText.of(node.path(field).asText(null));
    }

    private static void addIfPresent(List<String> parts, String before, JsonNode node, String field) {
        if (node.hasNonNull(field)) {
            parts.add(before + text(node, field));
        }
    }
}
