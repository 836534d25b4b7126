package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A problem answer (RFC 9457), as lines for a person. */
final class ProblemReport {

    private static final int UNAUTHENTICATED = 401;
    private static final int NOT_FOUND = 404;

    private ProblemReport() {}

    static List<String> lines(HubAnswer answer) {
        JsonNode problem = answer.body();
        List<String> lines = new ArrayList<>();
        String title = problem.path("title").asText("the hub answers with an error");
        String detail = problem.path("detail").asText("");
        if (answer.status() == NOT_FOUND && !detail.isEmpty()) {
            // What is not there says it all; the title of every 404 is that there is nothing.
            title = detail;
            detail = "";
        }
        lines.add("cardferry: " + PlainText.of(title) + " (" + answer.status() + ")");
        if (!detail.isEmpty()) {
            lines.add("  " + PlainText.of(detail));
        }
        if (answer.status() == UNAUTHENTICATED) {
            lines.add("  Put a token into the environment variable CARDFERRY_TOKEN.");
        }
        for (JsonNode error : problem.path("errors")) {
            String place = error.path("pointer").asText(error.path("header").asText("?"));
            lines.add("  " + PlainText.of(place) + ": "
                    + PlainText.of(error.path("detail").asText()));
        }
        return lines;
    }
}
