package io.cardferry.commands;

import static io.cardferry.commands.CardText.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A registration's history, one line per entry below its day, oldest first; details are indented below. */
final class HistoryReport {

    private static final int TIME_WIDTH = 12;
    private static final int REF_WIDTH = 10;
    private static final int EVENT_WIDTH = 18;
    private static final String DETAIL_INDENT = " ".repeat(4 + TIME_WIDTH + 1);

    private HistoryReport() {}

    static List<String> lines(JsonNode history) {
        List<String> lines = new ArrayList<>();
        String day = "";
        for (JsonNode entry : history.path("entries")) {
            // RFC 3339 in UTC: what stands before the T is the day.
            String[] at = entry.path("at").asText().split("T", 2);
            if (!at[0].equals(day)) {
                day = at[0];
                lines.add("  " + PlainText.of(day) + " UTC");
            }
            lines.add(line(at[at.length - 1].replace("Z", ""), entry));
            if (entry.hasNonNull("detail")) {
                lines.add(DETAIL_INDENT + text(entry, "detail"));
            }
        }
        return lines;
    }

    private static String line(String time, JsonNode entry) {
        String line = "    " + PlainText.column(time, TIME_WIDTH) + " "
                + PlainText.column(entry.path("cardRef").asText(""), REF_WIDTH) + " "
                + PlainText.column(entry.path("event").asText(), EVENT_WIDTH) + " "
                + String.join(" · ", happenings(entry));
        return line.stripTrailing();
    }

    private static List<String> happenings(JsonNode entry) {
        List<String> parts = new ArrayList<>();
        if (entry.hasNonNull("to")) {
            String from = entry.hasNonNull("from") ? text(entry, "from") + " " : "";
            parts.add(from + "→ " + text(entry, "to"));
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
        return parts;
    }
}
