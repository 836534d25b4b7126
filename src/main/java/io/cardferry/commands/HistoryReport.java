package io.cardferry.commands;

import static io.cardferry.commands.CardText.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A registration's history, oldest first, one line per entry below its day: time, card, event, what happened. Entries
 * that may need a person begin with an exclamation mark.
 */
final class HistoryReport {

    private static final int TIME_WIDTH = 12;
    /** A wider reference has no room in the column: it stands behind what happened. */
    private static final int REF_WIDTH_MAX = 14;

    private static final int EVENT_WIDTH_MAX = 20;

    /** Statuses, outcomes and events (docs/api.md) after which it is not known, or not certain, that all is well. */
    private static final Set<String> TROUBLE = Set.of(
            "FAILED",
            "LATE",
            "IN_DOUBT",
            "DEAD_LETTERED",
            "unknown",
            "refused",
            "attempt-lost",
            "answer-contradicted",
            "in-force-twice",
            "discovery-postponed");

    private final int refWidth;
    private final int eventWidth;
    private final int width;
    private final List<String> lines = new ArrayList<>();
    private String day = "";

    private HistoryReport(JsonNode entries, int width) {
        this.width = width;
        this.refWidth = widest(entries, "cardRef", REF_WIDTH_MAX);
        this.eventWidth = widest(entries, "event", EVENT_WIDTH_MAX);
    }

    private static int widest(JsonNode entries, String field, int max) {
        return StreamSupport.stream(entries.spliterator(), false)
                .mapToInt(entry -> entry.path(field).asText("").length())
                .filter(length -> length <= max)
                .max()
                .orElse(0);
    }

    static List<String> lines(JsonNode history) {
        return lines(history, Terminal.USUAL_WIDTH);
    }

    /** @param width of the window, in columns; ids may stand out of it, since they are never cut */
    static List<String> lines(JsonNode history, int width) {
        JsonNode entries = history.path("entries");
        HistoryReport report = new HistoryReport(entries, width);
        entries.forEach(report::add);
        return report.lines;
    }

    private void add(JsonNode entry) {
        // RFC 3339 in UTC: what stands before the T is the day.
        String[] at = entry.path("at").asText().split("T", 2);
        if (!at[0].equals(day)) {
            day = at[0];
            lines.add("  " + PlainText.of(day) + " UTC");
        }
        String start = (isTrouble(entry) ? "  ! " : "    ")
                + PlainText.column(at[at.length - 1].replace("Z", ""), TIME_WIDTH) + "  "
                + (refWidth == 0 ? "" : padded(hasLongRef(entry) ? "" : ref(entry), refWidth) + "  ")
                + padded(entry.path("event").asText(), eventWidth) + "  ";
        lines.addAll(Terminal.wrapped(start, String.join(", ", happenings(entry)), width));
    }

    private static String padded(String text, int width) {
        String safe = text.isEmpty() ? "" : PlainText.of(text);
        return safe + " ".repeat(Math.max(0, width - safe.length()));
    }

    private static String ref(JsonNode entry) {
        return entry.path("cardRef").asText("");
    }

    private static boolean hasLongRef(JsonNode entry) {
        return ref(entry).length() > REF_WIDTH_MAX;
    }

    private static boolean isTrouble(JsonNode entry) {
        return TROUBLE.contains(entry.path("to").asText())
                || TROUBLE.contains(entry.path("outcome").asText())
                || TROUBLE.contains(entry.path("event").asText());
    }

    private static List<String> happenings(JsonNode entry) {
        List<String> parts = new ArrayList<>();
        if (entry.hasNonNull("to")) {
            // Where it came from stands in an earlier line; without it most entries fit into one.
            parts.add("→ " + text(entry, "to"));
        }
        if (entry.hasNonNull("attempt")) {
            parts.add("attempt " + text(entry, "attempt"));
        }
        if (entry.hasNonNull("outcome")) {
            parts.add(text(entry, "outcome"));
        }
        if (entry.hasNonNull("latencyMs")) {
            parts.add(text(entry, "latencyMs") + " ms");
        }
        if (entry.hasNonNull("detail")) {
            parts.add(text(entry, "detail"));
        }
        if (hasLongRef(entry)) {
            parts.add("card " + text(entry, "cardRef"));
        }
        return parts;
    }
}
