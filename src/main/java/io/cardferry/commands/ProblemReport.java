package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A problem answer (RFC 9457), as lines for a person. */
final class ProblemReport {

    private static final int UNAUTHENTICATED = 401;

    private ProblemReport() {}

    static List<String> lines(HubAnswer answer) {
        JsonNode problem = answer.body();
        List<String> lines = new ArrayList<>();
        String title = problem.path("title").asText("the hub answers with an error");
        lines.add("cardferry: " + PlainText.of(title) + " (" + answer.status() + ")");
        if (problem.path("detail").isTextual()) {
            lines.add("  " + PlainText.of(problem.path("detail").asText()));
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
