package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dead-letters list}: those that wait, page after page. */
@Command(
        name = "list",
        description = {"Lists the dead letters that wait, newest first.", "The status is 0 whether any wait or not."},
        footer = {
            "",
            "Examples:",
            "  bin/cardferry dead-letters list --issuer aurora --no-in-doubt",
            "  bin/cardferry dead-letters list --limit 1000 --json \\",
            "      | jq -r '.deadLetters[].deadLetterId'"
        })
final class DeadLetterListCommand implements Callable<Integer> {

    private static final int MAX_LIMIT = 10_000;
    private static final int PAGE = 200;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--issuer", paramLabel = "ID", description = "Only this issuer's, e.g. aurora.")
    private String issuer;

    @Option(
            names = "--in-doubt",
            negatable = true,
            description = "Only those that the issuer may have processed, or only the others.")
    private Boolean inDoubt;

    @Option(names = "--reason", paramLabel = "CODE", description = "Only these, e.g. retries-exhausted.")
    private String reason;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many, 1 to 10000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private HubCall call;

    DeadLetterListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ParameterException(spec.commandLine(), "--limit=" + limit + " is not between 1 and " + MAX_LIMIT);
        }
        int width = Terminal.width(surroundings.environment());
        return call.run(spec, surroundings, this::pages, "", list -> DeadLetterReport.lines(list, width));
    }

    /** All pages as one, or the first answer that is no success. */
    private HubAnswer pages(HubClient client) throws IOException {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode all = list.putArray("deadLetters");
        JsonNode cursor = null;
        do {
            HubAnswer page = client.deadLetters(parameters(Math.min(PAGE, limit - all.size()), cursor));
            if (!page.isSuccess()) {
                return page;
            }
            page.body().path("deadLetters").forEach(all::add);
            cursor = page.body().get("nextCursor");
        } while (cursor != null && cursor.isTextual() && all.size() < limit);
        list.set("nextCursor", cursor);
        return new HubAnswer(200, list, false);
    }

    private Map<String, Object> parameters(int size, JsonNode cursor) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("issuer", issuer);
        parameters.put("inDoubt", inDoubt);
        parameters.put("reason", reason);
        parameters.put("limit", size);
        parameters.put("cursor", cursor == null ? null : cursor.asText());
        return parameters;
    }
}
