package io.cardferry.commands;

import io.cardferry.app.ConfigurationInspection;
import io.cardferry.app.Hub;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code cardferry} (docs/configuration.md): chooses the subcommand and the exit status. */
@Command(
        name = "cardferry",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Carries the cards that a person already has to their next device.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage or wrong configuration"},
        footer = {
            "",
            "Examples:",
            "  bin/cardferry demo               see it work in this process, in a few seconds",
            "  bin/cardferry mocks              a world outside to try it with",
            "  bin/cardferry run                the hub",
            "  bin/cardferry COMMAND --help     more about a command"
        })
public final class Cardferry implements Runnable {

    /** What the help library can do, and what is still easy to read. */
    private static final int HELP_WIDTH_MIN = 60;

    private static final int HELP_WIDTH_MAX = 100;
    private static final String LOG_LEVEL = "CARDFERRY_LOG_LEVEL";
    private static final Set<String> LOG_LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    @Spec
    private CommandSpec spec;

    private Cardferry() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("demo")) {
            quietLogs();
        }
        Surroundings surroundings = Surroundings.ofThisProcess(Hub::start, new ConfigurationInspection());
        StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = utf8(new FileOutputStream(FileDescriptor.err));
        int status = run(surroundings, out, err, arguments);
        surroundings.stop().finished(status);
        System.exit(status);
    }

    /** @return the exit status; an answer that could not be printed is not done, whatever the command says */
    static int run(Surroundings surroundings, StandardOutput out, PrintWriter err, String... arguments) {
        int status = commandLine(surroundings).setOut(utf8(out)).setErr(err).execute(arguments);
        if (status == 0 && out.isIncomplete()) {
            err.println("cardferry: the output could not be written: " + PlainText.of(out.reason()));
            return 1;
        }
        return status;
    }

    /** All commands, in these surroundings. */
    static CommandLine commandLine(Surroundings surroundings) {
        FailureLines failureLines = new FailureLines();
        CommandLine commands = new CommandLine(new Cardferry())
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new MocksCommand(surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new NewIssuerCommand(surroundings))
                .addSubcommand(KeysCommand.commandLine(surroundings))
                .addSubcommand(new RegisterCommand(surroundings))
                .addSubcommand(new ShowCommand(surroundings))
                .addSubcommand(new SearchCommand(surroundings))
                .addSubcommand(DeadLettersCommand.commandLine(surroundings))
                .addSubcommand(IssuersCommand.commandLine(surroundings))
                .registerConverter(String.class, OptionValues::text)
                .registerConverter(UUID.class, OptionValues::id)
                .setParameterExceptionHandler(failureLines)
                .setExecutionExceptionHandler(failureLines);
        HelpText.fit(commands, helpWidth(surroundings.environment()));
        commands.setExecutionStrategy(parsed -> {
            checkLogLevel(parsed, surroundings.environment());
            return new CommandLine.RunLast().execute(parsed);
        });
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    private static int helpWidth(Map<String, String> environment) {
        return Math.max(HELP_WIDTH_MIN, Math.min(HELP_WIDTH_MAX, Terminal.width(environment)));
    }

    /** The demo provokes trouble on purpose: its warnings would bury the story. Read when logback wakes up. */
    private static void quietLogs() {
        System.setProperty("cardferry.log.libraries", "ERROR");
        if (!System.getenv().containsKey(LOG_LEVEL)) {
            System.setProperty(LOG_LEVEL, "ERROR");
        }
    }

    private static void checkLogLevel(ParseResult parsed, Map<String, String> environment) {
        String level = environment.getOrDefault(LOG_LEVEL, "INFO");
        if (!LOG_LEVELS.contains(level)) {
            throw new ParameterException(
                    parsed.commandSpec().commandLine(),
                    LOG_LEVEL + "=" + level + " is not one of TRACE, DEBUG, INFO, WARN, ERROR, OFF");
        }
    }

    /** In a plain C locale Java would write question marks for every umlaut. */
    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
