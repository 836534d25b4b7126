package io.cardferry.commands;

import io.cardferry.app.CheckReport;
import io.cardferry.app.ConfigurationCheck;
import io.cardferry.app.HubStarter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a command in this process and keeps what it prints. */
record Console(int status, String out, String err) {

    static final HubStarter NO_HUB = (home, config, environment, overrides) -> {
        throw new AssertionError("this command starts no hub");
    };
    static final ConfigurationCheck NO_PROBLEMS =
            (home, config, environment) -> new CheckReport(List.of(), List.of(), List.of(), List.of());

    static Console run(Map<String, String> environment, String... arguments) {
        return run(new Surroundings(Path.of(""), environment, NO_HUB, NO_PROBLEMS, new StopSignal()), arguments);
    }

    static Console run(Surroundings surroundings, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Cardferry.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Console(status, out.toString(), err.toString());
    }
}
