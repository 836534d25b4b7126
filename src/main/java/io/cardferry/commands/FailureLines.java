package io.cardferry.commands;

import io.cardferry.configuration.ConfigurationException;
import java.io.PrintWriter;
import java.net.BindException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells a person in one line what went wrong, never with a stack trace, and chooses the exit status. */
final class FailureLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        say(command, e.getMessage() + " (see: bin/" + name + " --help)");
        return WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof CommandFailure failure) {
            say(command, failure.getMessage());
            return failure.exitStatus();
        }
        if (e instanceof ConfigurationException wrong) {
            say(command, wrong.getMessage());
            return WRONG_USAGE;
        }
        Throwable cause = innermost(e);
        if (cause instanceof BindException) {
            say(
                    command,
                    "the port is in use, or the address is not this machine's (" + e.getMessage()
                            + "): choose another");
        } else {
            say(command, "failed: " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
        return FAILED;
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
