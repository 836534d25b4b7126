package io.cardferry.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code issuers}: how it stands with each, and what operators do about them (docs/operations.md). */
@Command(
        name = "issuers",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows how it stands with the issuers, pauses and resumes them, and reloads their packs.",
        footer = {
            "",
            "Examples:",
            "  bin/cardferry issuers list",
            "  bin/cardferry issuers pause aurora --reason 'maintenance until 18:00'",
            "  bin/cardferry issuers reload --reason 'aurora has a new field'",
            "docs/operations.md says what to do when."
        })
final class IssuersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private IssuersCommand() {}

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new IssuersCommand())
                .addSubcommand(new IssuerListCommand(surroundings))
                .addSubcommand(new IssuerPauseCommand(surroundings))
                .addSubcommand(new IssuerResumeCommand(surroundings))
                .addSubcommand(new IssuerReloadCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
