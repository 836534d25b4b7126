package io.cardferry.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keys}: the keystore of a hub (docs/operations.md). */
@Command(
        name = "keys",
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists the keys of the hub's keystore, and makes new ones.",
        footer = {
            "",
            "Examples:",
            "  bin/cardferry keys list",
            "  bin/cardferry keys rotate --card-key",
            "docs/operations.md says when, and when an old one may go."
        })
final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private KeysCommand() {}

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeyListCommand(surroundings))
                .addSubcommand(new KeyRotateCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
