package io.cardferry.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters resolve}: what the issuer's own people said. */
@Command(
        name = "resolve",
        description = {
            "Records what the issuer's own people said about a dead letter. APPROVED and",
            "DECLINED settle the card; NOT_PROCESSED ends its doubt, and it still waits."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry dead-letters resolve 01a20411-3c55-7a10-9b1e-2f64c1d0a7e3 \\",
            "      --outcome APPROVED --token-reference tok-5521 \\",
            "      --reason 'by phone, INC-4711'",
            "  bin/cardferry dead-letters resolve 01a20411-3c55-7a10-9b1e-2f64c1d0a7e3 \\",
            "      --outcome NOT_PROCESSED --reason 'by phone, INC-4711'"
        })
final class DeadLetterResolveCommand implements Callable<Integer> {

    /** The words of the API. */
    enum Outcome {
        APPROVED,
        DECLINED,
        NOT_PROCESSED
    }

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DEAD_LETTER_ID", description = "The dead letter's id, a UUID.")
    private UUID deadLetterId;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            required = true,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Outcome outcome;

    @Option(
            names = "--token-reference",
            paramLabel = "REF",
            description = "The token, if they named it; with APPROVED.")
    private String tokenReference;

    @Mixin
    private OperatorCall operator;

    DeadLetterResolveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ObjectNode body = operator.body().put("outcome", outcome.name());
        if (tokenReference != null) {
            body.put("tokenReference", tokenReference);
        }
        int width = Terminal.width(surroundings.environment());
        return operator.act(
                spec,
                surroundings,
                deadLetterId,
                "resolve",
                body,
                answer -> DeadLetterReport.acted(answer, "Resolved", width));
    }
}
