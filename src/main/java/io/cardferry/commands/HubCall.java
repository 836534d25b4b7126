package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a command that asks a hub once and prints its answer; and how it does that. */
final class HubCall {

    /** What the hub is asked. */
    @FunctionalInterface
    interface Question {

        /** @throws IOException if the answer was lost */
        HubAnswer ask(HubClient client) throws IOException;
    }

    @Option(names = "--json", description = "Print the API's JSON, problems too.")
    private boolean json;

    @Mixin
    private HubAddress hub;

    /**
     * Asks, and prints the answer: JSON for machines, lines for people, or the problem.
     *
     * @param whenLost what to tell a person whose answer was lost
     * @param lines what a person is shown of the document
     * @return the exit status
     */
    int run(
            CommandSpec spec,
            Surroundings surroundings,
            Question question,
            String whenLost,
            Function<JsonNode, List<String>> lines) {
        HubClient client = hub.client(surroundings.environment());
        HubAnswer answer;
        try {
            answer = question.ask(client);
        } catch (IOException e) {
            throw CommandFailure.failed("the answer of " + client.hub() + " was lost: " + e.getMessage() + whenLost);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(answer.body()));
        }
        if (!answer.isSuccess()) {
            ProblemReport.lines(answer).forEach(spec.commandLine().getErr()::println);
            return 1;
        }
        if (!json) {
            lines.apply(answer.body()).forEach(out::println);
        }
        return 0;
    }
}
