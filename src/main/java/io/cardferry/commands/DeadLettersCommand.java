package io.cardferry.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dead-letters}: what the hub gave up for now, and what operators do about it (docs/operations.md). */
@Command(
        name = "dead-letters",
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists what the hub gave up for now, and replays, resolves or discards it.",
        footer = {
            "",
            "Examples:",
            "  bin/cardferry dead-letters list --issuer aurora",
            "  bin/cardferry dead-letters replay 01a20411-3c55-7a10-9b1e-2f64c1d0a7e3 \\",
            "      --reason 'aurora is back' --dry-run",
            "docs/operations.md says what to do when."
        })
final class DeadLettersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private DeadLettersCommand() {}

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new DeadLetterListCommand(surroundings))
                .addSubcommand(new DeadLetterReplayCommand(surroundings))
                .addSubcommand(new DeadLetterResolveCommand(surroundings))
                .addSubcommand(new DeadLetterDiscardCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
