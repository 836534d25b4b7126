package io.cardferry.commands;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Breaks the lines of {@code --help} between words only. The library would break paths and addresses as well, which then
 * can't be copied; so it gets all the room that it wants.
 */
final class HelpText {

    private static final int ROOM = 10_000;

    /** What stands before the text of a line: an option or a command and the gap behind it, or the indentation. */
    private static final Pattern START = Pattern.compile("( *(?:(?:-\\S, )? *--\\S+ +|\\S.*? {2,})?)(\\S.*)");

    private HelpText() {}

    /** @param width of the window, in columns */
    static void fit(CommandLine commands, int width) {
        commands.setUsageHelpWidth(ROOM);
        fitSections(commands, width);
    }

    private static void fitSections(CommandLine command, int width) {
        command.getHelpSectionMap().replaceAll((section, renderer) -> fitting(section, renderer, width));
        command.getSubcommands().values().forEach(subcommand -> fitSections(subcommand, width));
    }

    private static IHelpSectionRenderer fitting(String section, IHelpSectionRenderer renderer, int width) {
        if (section.equals(UsageMessageSpec.SECTION_KEY_SYNOPSIS)) {
            return help -> synopsis(help, renderer.render(help), width);
        }
        if (section.equals(UsageMessageSpec.SECTION_KEY_FOOTER)) {
            // Examples are for copying, in any window.
            return renderer;
        }
        return help -> renderer.render(help)
                .lines()
                .map(line -> wrapped(line, width))
                .collect(Collectors.joining(System.lineSeparator(), "", ending(renderer.render(help))));
    }

    /** Its heading stands on the same line, and is a section of its own. */
    private static String synopsis(Help help, String synopsis, int width) {
        String heading = help.synopsisHeading();
        String start = heading + help.commandSpec().qualifiedName() + " ";
        return String.join(
                                System.lineSeparator(),
                                Terminal.wrapped(
                                        start,
                                        (heading + synopsis)
                                                .substring(start.length())
                                                .strip(),
                                        width))
                        .substring(heading.length())
                + System.lineSeparator();
    }

    private static String wrapped(String line, int width) {
        Matcher parts = START.matcher(line);
        if (line.length() <= width || !parts.matches()) {
            return line;
        }
        return String.join(System.lineSeparator(), Terminal.wrapped(parts.group(1), parts.group(2), width));
    }

    private static String ending(String text) {
        return text.endsWith(System.lineSeparator()) ? System.lineSeparator() : "";
    }
}
