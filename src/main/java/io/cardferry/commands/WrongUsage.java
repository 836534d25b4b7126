package io.cardferry.commands;

import io.cardferry.configuration.Nearest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, where the library's words don't say it. */
final class WrongUsage {

    private WrongUsage() {}

    /** @return one line that names the option, the command or the value */
    static String line(ParameterException e) {
        CommandLine command = e.getCommandLine();
        boolean unmatched = e instanceof UnmatchedArgumentException;
        List<String> arguments = command.getUnmatchedArguments();
        if (unmatched
                && !command.getSubcommands().isEmpty()
                && !arguments.get(0).startsWith("-")) {
            return unknownCommand(command, arguments.get(0));
        }
        // A mistyped option leaves a required one missing, and only then is the library's complaint.
        if (unmatched || e instanceof MissingParameterException) {
            Optional<String> option = arguments.stream()
                    .filter(argument -> argument.startsWith("-"))
                    .findFirst();
            if (option.isPresent()) {
                return unknownOption(command, option.get());
            }
        }
        return e.getMessage().replaceFirst("^Error: ", "");
    }

    /** Without the value, which may be anything. */
    private static String unknownOption(CommandLine command, String argument) {
        String name = argument.replaceFirst("(?s)=.*", "");
        List<String> known = command.getCommandSpec().optionsMap().keySet().stream()
                .filter(option -> option.startsWith("--"))
                .toList();
        return "unknown option '" + name + "'"
                + Nearest.suggestion(name, known)
                        .map(option -> "; did you mean " + option + "?")
                        .orElse("");
    }

    private static String unknownCommand(CommandLine command, String name) {
        return "unknown command '" + name + "'; "
                + Nearest.suggestion(name, command.getSubcommands().keySet())
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("they are "
                                + String.join(", ", command.getSubcommands().keySet()));
    }
}
