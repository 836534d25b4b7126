package io.cardferry.commands;

import io.cardferry.app.CheckReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: the configuration and the packs' samples, without starting anything. */
@Command(
        name = "check",
        description = "Checks the whole configuration and every pack's samples without starting the hub.",
        footer = {
            "",
            "Examples:",
            "  bin/cardferry check",
            "  bin/cardferry check --config /etc/cardferry && systemctl restart cardferry"
        })
final class CheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationFolder config;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path folder = config.resolve(surroundings.home());
        CheckReport report =
                surroundings.configurationCheck().check(surroundings.home(), folder, surroundings.environment());
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(line -> out.println(PlainText.of(line)));
        PrintWriter err = spec.commandLine().getErr();
        report.problems().forEach(problem -> err.println("cardferry: " + PlainText.of(problem)));
        if (report.problems().isEmpty()) {
            out.println("The configuration in " + folder + " is right.");
            return 0;
        }
        return 2;
    }
}
