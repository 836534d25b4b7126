package io.cardferry.commands;

import io.cardferry.app.RunningHub;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: a hub, until a signal stops it. */
@Command(
        name = "run",
        description = {
            "Starts the hub and prints one line beginning 'cardferry ready' once it serves.",
            "SIGTERM or Ctrl-C stops it within 15 seconds. Logs go to stderr (CARDFERRY_LOG_LEVEL=DEBUG for more)."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry run",
            "  CARDFERRY_HTTP_PORT=9090 CARDFERRY_DATA_DIR=/var/lib/cardferry \\",
            "      bin/cardferry run --config /etc/cardferry"
        })
final class RunCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationFolder config;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        surroundings.stop().listen();
        try (RunningHub hub = surroundings
                .hubStarter()
                .start(
                        surroundings.home(),
                        config.resolve(surroundings.home()),
                        surroundings.environment(),
                        Map.of())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("cardferry ready " + hub.address());
            out.flush();
            surroundings.stop().await();
        }
        return 0;
    }
}
