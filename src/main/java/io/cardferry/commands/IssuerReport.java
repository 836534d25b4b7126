package io.cardferry.commands;

import static io.cardferry.commands.CardText.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Issuers, as lines for a person. */
final class IssuerReport {

    private IssuerReport() {}

    /**
     * A list: one line for each, and one more for a pause.
     *
     * @param width of the window, in columns
     */
    static List<String> lines(JsonNode list, int width) {
        JsonNode issuers = list.path("issuers");
        if (issuers.isEmpty()) {
            return List.of("No issuer has a pack, and no card waits for one.");
        }
        TextTable table = new TextTable(width, "", "ISSUER", "STATE", "PACK", "TO BE SENT", "IN DOUBT", "DEAD LETTERS");
        for (JsonNode issuer : issuers) {
            table.add(
                    List.of(
                            text(issuer, "id"),
                            text(issuer, "state"),
                            pack(issuer),
                            text(issuer, "retryScheduled"),
                            text(issuer, "inDoubt"),
                            text(issuer, "deadLettered")),
                    pause(issuer, width));
        }
        return table.lines();
    }

    private static String pack(JsonNode issuer) {
        return issuer.hasNonNull("version") ? text(issuer, "version") : "none";
    }

    private static List<String> pause(JsonNode issuer, int width) {
        return issuer.hasNonNull("pausedSince")
                ? Terminal.wrapped(
                        "  ", "paused since " + text(issuer, "pausedSince") + ": " + text(issuer, "pauseReason"), width)
                : List.of();
    }

    /** How it stands with one of them now. */
    static List<String> standing(JsonNode issuer) {
        return List.of(text(issuer, "id") + " is " + text(issuer, "state") + " now");
    }

    /** What a reload has changed. */
    static List<String> changes(JsonNode changes) {
        List<String> lines = new ArrayList<>();
        for (JsonNode issuer : changes.path("issuers")) {
            String change = text(issuer, "change");
            String versions = change.equals("CHANGED")
                    ? text(issuer, "previousVersion") + " to " + text(issuer, "version")
                    : text(issuer, change.equals("REMOVED") ? "previousVersion" : "version");
            lines.add(text(issuer, "id") + " " + change + " " + versions);
        }
        return lines.isEmpty() ? List.of("The hub has no issuer packs.") : lines;
    }
}
