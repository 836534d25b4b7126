package io.cardferry.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a command by which an operator acts on issuers. */
final class IssuerCall {

    private static final String WHEN_LOST =
            "; nobody knows whether it was done: look at the issuers, or repeat it, which does no harm";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why; 1 to 500 characters. It is kept, so no account and no card in it.")
    private String reason;

    @Mixin
    private HubCall call;

    /**
     * Acts, and prints what came of it.
     *
     * @param action what stands behind {@code /v1/issuers/}
     * @return the exit status
     */
    int act(CommandSpec spec, Surroundings surroundings, String action, Function<JsonNode, List<String>> lines) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
        return call.run(spec, surroundings, client -> client.actOnIssuers(action, body), WHEN_LOST, lines);
    }
}
