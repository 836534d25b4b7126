package io.cardferry.commands;

import static io.cardferry.commands.CardText.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A page of search results, as a table for a person: two lines for each registration. */
final class SearchReport {

    private SearchReport() {}

    /** @param width of the window, in columns; ids may stand out of it, since they are never cut */
    static List<String> lines(JsonNode page, int width) {
        JsonNode registrations = page.path("registrations");
        if (registrations.isEmpty()) {
            return List.of("No registration found.");
        }
        TextTable table = new TextTable(width, "", "REGISTRATION", "STATUS", "UPDATED");
        for (JsonNode registration : registrations) {
            table.add(
                    List.of(
                            text(registration, "registrationId"),
                            text(registration, "status"),
                            text(registration, "updatedAt")),
                    below(registration, width));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        String count = registrations.size() == 1 ? "1 registration" : registrations.size() + " registrations";
        if (page.hasNonNull("nextCursor")) {
            lines.add(count + ", and there are more: repeat the command with");
            lines.add("  --cursor " + text(page, "nextCursor"));
        } else {
            lines.add(count);
        }
        return lines;
    }

    private static List<String> below(JsonNode registration, int width) {
        JsonNode device = registration.path("device");
        List<String> lines = new ArrayList<>();
        lines.add("  " + text(registration.path("account"), "id") + " → " + text(device, "type") + " "
                + text(device, "id"));
        lines.addAll(Terminal.wrapped("  ", cards(registration), width));
        return lines;
    }

    /** How many cards there are of each status, or why there is none. */
    private static String cards(JsonNode registration) {
        Map<String, Integer> statuses = new TreeMap<>();
        registration.path("cards").forEach(card -> statuses.merge(text(card, "status"), 1, Integer::sum));
        if (statuses.isEmpty()) {
            JsonNode reason = registration.path("reason");
            return reason.isObject() ? CardText.reason(reason) : "no cards yet";
        }
        return String.join(
                ", ",
                statuses.entrySet().stream()
                        .map(status -> status.getValue() + " " + status.getKey())
                        .toList());
    }
}
