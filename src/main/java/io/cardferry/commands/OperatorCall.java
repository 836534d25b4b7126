package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a command by which an operator acts on dead letters. */
final class OperatorCall {

    private static final String WHEN_LOST =
            "; nobody knows whether it was done: look at the registration before you repeat it";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why; 1 to 500 characters, kept in the history.")
    private String reason;

    @Mixin
    private HubCall call;

    /** The body of a request, with its reason. */
    ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("reason", reason);
    }

    /**
     * Acts, and prints what came of it.
     *
     * @param action the last segment of the path
     * @return the exit status
     */
    int act(
            CommandSpec spec,
            Surroundings surroundings,
            UUID deadLetterId,
            String action,
            ObjectNode body,
            Function<JsonNode, List<String>> lines) {
        return call.run(spec, surroundings, client -> client.actOn(deadLetterId, action, body), WHEN_LOST, lines);
    }

    /** Replays many. */
    int actOnMany(
            CommandSpec spec, Surroundings surroundings, ObjectNode body, Function<JsonNode, List<String>> lines) {
        return call.run(spec, surroundings, client -> client.replayMany(body), WHEN_LOST, lines);
    }
}
