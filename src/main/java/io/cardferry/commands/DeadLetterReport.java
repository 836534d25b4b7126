package io.cardferry.commands;

import static io.cardferry.commands.CardText.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Dead letters, and what became of them, as lines for a person. Ids are never cut, so that they can be copied. */
final class DeadLetterReport {

    private DeadLetterReport() {}

    /**
     * A list: a few lines for each.
     *
     * @param width of the window, in columns
     */
    static List<String> lines(JsonNode list, int width) {
        JsonNode deadLetters = list.path("deadLetters");
        if (deadLetters.isEmpty()) {
            return List.of("No dead letter waits.");
        }
        TextTable table = new TextTable(width, "", "DEAD LETTER", "DIED", "ISSUER");
        for (JsonNode dead : deadLetters) {
            table.add(
                    List.of(text(dead, "deadLetterId"), text(dead, "diedAt"), text(dead, "issuer")),
                    below(dead, width));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        String count = deadLetters.size() == 1 ? "1 dead letter" : deadLetters.size() + " dead letters";
        lines.add(list.path("nextCursor").isTextual() ? count + ", and there are more: raise --limit" : count);
        return lines;
    }

    private static List<String> below(JsonNode dead, int width) {
        List<String> lines = new ArrayList<>(Terminal.wrapped("  ", CardText.reason(dead.path("reason")), width));
        if (dead.path("inDoubt").asBoolean()) {
            lines.add("  THE ISSUER MAY HAVE PROCESSED IT");
        }
        if (dead.path("messageRemoved").asBoolean()) {
            String left = dead.path("inDoubt").asBoolean() ? "resolve" : "replay --refresh, resolve or discard";
            lines.addAll(Terminal.wrapped("  ", "its message was removed; left is: " + left, width));
        }
        String what = dead.path("cardRef").isTextual() ? ", card " + text(dead, "cardRef") : ", all of it";
        lines.addAll(Terminal.wrapped("  registration ", text(dead, "registrationId") + what, width));
        if (dead.path("issuerRequestId").isTextual()) {
            lines.addAll(Terminal.wrapped("  request ", text(dead, "issuerRequestId") + ", " + attempts(dead), width));
        }
        if (dead.path("previousDeadLetterId").isTextual()) {
            lines.add("  died before as " + text(dead, "previousDeadLetterId"));
        }
        return lines;
    }

    private static String attempts(JsonNode dead) {
        int attempts = dead.path("attempts").asInt();
        return attempts == 1 ? "1 attempt" : attempts + " attempts";
    }

    /** What a replay would do. */
    static List<String> plan(JsonNode plan, int width) {
        String verdict = plan.path("possible").asBoolean()
                ? "A replay would " + verb(text(plan, "action"))
                : "A replay can't be done now (" + text(plan, "problem") + ")";
        List<String> lines = new ArrayList<>(List.of(verdict));
        lines.addAll(Terminal.wrapped("  ", text(plan, "detail"), width));
        lines.add("Nothing was changed.");
        return lines;
    }

    private static String verb(String action) {
        return action.replace('-', ' ');
    }

    /**
     * What has become of a dead letter.
     *
     * @param resource the card registration, or the whole one if it died as a whole
     * @param done what was done, e.g. {@code Replayed}
     */
    static List<String> acted(JsonNode resource, String done, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(done + ": registration " + text(resource, "registrationId"));
        String now = resource.path("cards").isArray() ? text(resource, "status") : CardText.line(resource);
        lines.addAll(Terminal.wrapped("  ", now, width));
        return lines;
    }

    /** The numbers of a bulk replay. */
    static List<String> counts(JsonNode counts, boolean dryRun) {
        String replayed = text(counts, "replayed") + (dryRun ? " would be replayed" : " replayed");
        return List.of(text(counts, "matched") + " matched, " + replayed + ", " + text(counts, "skipped") + " skipped");
    }
}
