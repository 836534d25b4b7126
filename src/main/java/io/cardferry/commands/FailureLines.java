package io.cardferry.commands;

import io.cardferry.configuration.ConfigurationException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells a person what went wrong, in one line per mistake and never with a stack trace, and chooses the exit status. */
final class FailureLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final String LISTEN_ELSEWHERE =
            "; choose another: cardferry.http.host and cardferry.http.port of the hub, --host and --port of the mocks"
                    + " (a new issuer's mock over TCP has its port in its own file, mocks/<id>.camel.yaml)";

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        say(command, WrongUsage.line(e) + " (see: bin/" + name + " --help)");
        return WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof CommandFailure failure) {
            say(command, failure.getMessage());
            return failure.exitStatus();
        }
        if (e instanceof ConfigurationException wrong) {
            wrong.lines().forEach(line -> say(command, line));
            return WRONG_USAGE;
        }
        say(command, reason(e, innermost(e)));
        return FAILED;
    }

    private static String reason(Exception e, Throwable cause) {
        if (cause instanceof BindException) {
            return "the port is in use, or the address is not this machine's (" + e.getMessage() + ")"
                    + LISTEN_ELSEWHERE;
        }
        if (cause instanceof UnresolvedAddressException) {
            return "the host to listen on is not known by that name" + LISTEN_ELSEWHERE;
        }
        return "failed: " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static void say(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println("cardferry: " + PlainText.of(line));
        err.flush();
    }
}
