package io.cardferry.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code search}: finds registrations by what a person at a help desk knows. */
@Command(
        name = "search",
        description = {
            "Finds the registrations that match everything that is given.",
            "The status is 0 whether any was found or not."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry search --account acc-1001",
            "  bin/cardferry search --card-status IN_DOUBT --updated-since 24h",
            "  bin/cardferry search --request-id 01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e5f \\",
            "      --json | jq -r '.registrations[].registrationId'",
            "--json prints the API's page; its nextCursor goes into --cursor."
        })
final class SearchCommand implements Callable<Integer> {

    private static final int MAX_LIMIT = 200;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SearchOptions criteria;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many, 1 to 200 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where the last page ended.")
    private String cursor;

    @Option(names = "--json", description = "Print the API's JSON, problems too.")
    private boolean json;

    @Mixin
    private HubAddress hub;

    SearchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ParameterException(spec.commandLine(), "--limit=" + limit + " is not between 1 and " + MAX_LIMIT);
        }
        ObjectNode body = criteria.body(Instant.now()).put("limit", limit);
        if (cursor != null) {
            body.put("cursor", cursor);
        }
        HubClient client = hub.client(surroundings.environment());
        HubAnswer page;
        try {
            page = client.search(body);
        } catch (IOException e) {
            throw CommandFailure.failed("the answer of " + client.hub() + " was lost: " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(page.body()));
        }
        if (!page.isSuccess()) {
            ProblemReport.lines(page).forEach(spec.commandLine().getErr()::println);
            return 1;
        }
        if (!json) {
            SearchReport.lines(page.body(), Terminal.width(surroundings.environment()))
                    .forEach(out::println);
        }
        return 0;
    }
}
