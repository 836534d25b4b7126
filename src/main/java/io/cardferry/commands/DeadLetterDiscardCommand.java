package io.cardferry.commands;

import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters discard}: nothing more is wanted. */
@Command(
        name = "discard",
        description = "Closes a dead letter for good. Not while it is in doubt: resolve it instead.",
        footer = {
            "",
            "Examples:",
            "  bin/cardferry dead-letters discard 01a20411-3c55-7a10-9b1e-2f64c1d0a7e3 \\",
            "      --reason 'the customer has a new card'"
        })
final class DeadLetterDiscardCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DEAD_LETTER_ID", description = "The dead letter's id, a UUID.")
    private UUID deadLetterId;

    @Mixin
    private OperatorCall operator;

    DeadLetterDiscardCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        int width = Terminal.width(surroundings.environment());
        return operator.act(
                spec,
                surroundings,
                deadLetterId,
                "discard",
                operator.body(),
                answer -> DeadLetterReport.acted(answer, "Discarded", width));
    }
}
