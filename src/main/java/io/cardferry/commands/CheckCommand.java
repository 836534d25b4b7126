package io.cardferry.commands;

import io.cardferry.app.CheckReport;
import io.cardferry.app.CheckReport.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: the configuration and the packs' samples, without starting anything. */
@Command(
        name = "check",
        description = {
            "Checks the whole configuration and every pack's samples without starting the hub, and prints what each"
                    + " pack's message makes of each field.",
            "The exit status is 2 if anything is wrong, samples that differ included."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry check",
            "  bin/cardferry check --config /etc/cardferry && systemctl restart cardferry",
            "  bin/cardferry check --json | jq '.findings'"
        })
final class CheckCommand implements Callable<Integer> {

    private static final int WRONG_CONFIGURATION = 2;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationFolder config;

    @Option(
            names = "--json",
            description = {"Print what was found as JSON."})
    private boolean json;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path folder = config.resolve(surroundings.home());
        CheckReport report =
                surroundings.configurationCheck().check(surroundings.home(), folder, surroundings.environment());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(CheckDocument.of(folder, report));
        } else {
            print(folder, report, out, spec.commandLine().getErr());
        }
        return report.isRight() ? 0 : WRONG_CONFIGURATION;
    }

    private void print(Path folder, CheckReport report, PrintWriter out, PrintWriter err) {
        report.lines().forEach(line -> out.println(PlainText.of(line)));
        int width = Terminal.width(surroundings.environment());
        report.packs().forEach(pack -> CoverageReport.lines(pack, width).forEach(out::println));
        out.flush();
        report.problems().forEach(problem -> err.println("cardferry: " + PlainText.of(problem)));
        report.findings().forEach(finding -> print(finding, err));
        if (report.isRight()) {
            out.println("The configuration in " + folder + " is right.");
        }
    }

    /** What is expected and what came out stand one below the other, for the eye to compare. */
    private static void print(Finding finding, PrintWriter err) {
        err.println("cardferry: " + PlainText.of(finding.place()) + ": " + PlainText.of(finding.what()));
        if (finding.isDifference()) {
            err.println("    expected  " + PlainText.of(finding.expected()));
            err.println("    found     " + PlainText.of(finding.found()));
        }
    }
}
