package io.cardferry.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.text.WordUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new-issuer}: a pack to begin with, with samples and a mock, that passes {@code check} as it is. */
@Command(
        name = "new-issuer",
        description = {
            "Writes a pack for a new issuer, with samples that pass check, and a mock issuer and an account to try it with."
                    + " docs/adding-an-issuer.md tells how it becomes your bank's.",
            "Overwrites nothing."
        },
        footer = {
            "",
            "Examples:",
            "  bin/cardferry new-issuer new-bank --format json",
            "  bin/cardferry new-issuer new-bank --format xml --name 'New Bank'",
            "  bin/cardferry new-issuer new-bank --format json --sealed-card-key hub",
            "  bin/cardferry new-issuer new-bank --format fixed-length"
        })
final class NewIssuerCommand implements Callable<Integer> {

    private static final String ID = "[a-z][a-z0-9-]{0,30}";

    /** What can't be mistaken for anything else in YAML. */
    private static final String NAME = "[\\p{L}\\p{N}]([\\p{L}\\p{N} .,&()'-]{0,62}[\\p{L}\\p{N}.)])?";

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationFolder config;

    @Parameters(paramLabel = "ID", description = "The issuer code: a small letter, then up to 30 of a-z, 0-9 and -.")
    private String id;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "How the issuer writes: json, xml, fixed-length, iso8583.")
    private String format;

    @Option(
            names = "--transport",
            paramLabel = "TRANSPORT",
            defaultValue = "http",
            description = "How it is reached (default: ${DEFAULT-VALUE}).")
    private String transport;

    @Option(
            names = "--sealed-card-key",
            paramLabel = "KEY",
            description = {
                "Whose key its cards are sealed for. issuer: the sealed card is passed on unopened. hub: the hub opens it,"
                        + " and the message holds the card number (default: issuer with json and xml; fixed-length and"
                        + " iso8583 are hub only)."
            })
    private String sealedCardKey;

    @Option(names = "--name", paramLabel = "NAME", description = "Its name for people (default: made of the id).")
    private String name;

    NewIssuerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        requireRight(id, ID, "ID is a small letter, then up to 30 of a-z, 0-9 and -");
        String title = name == null ? WordUtils.capitalize(id.replace('-', ' ').strip()) : name;
        requireRight(
                title, NAME, "--name is 1 to 64 letters, digits, blanks and .,&()'-, with a letter or digit first");
        IssuerSkeleton skeleton = IssuerSkeleton.of(
                surroundings.home(),
                format.toLowerCase(Locale.ROOT),
                transport.toLowerCase(Locale.ROOT),
                sealedCardKey == null ? null : sealedCardKey.toLowerCase(Locale.ROOT));
        Path folder = config.resolve(surroundings.home());
        List<Path> written = skeleton.write(
                id, title, folder.resolve("issuers"), surroundings.home().resolve("mocks"));
        tell(folder, written, skeleton.isSealedForHub());
        return 0;
    }

    private static void requireRight(String text, String pattern, String rule) {
        if (!text.matches(pattern)) {
            throw CommandFailure.wrongUsage("\"" + text + "\" is not allowed: " + rule);
        }
    }

    private void tell(Path folder, List<Path> written, boolean sealedForHub) {
        boolean usual = folder.equals(surroundings.home().resolve("config"));
        String option = usual ? "" : " --config " + folder;
        String mocks = "bin/cardferry mocks" + (sealedForHub ? " --hub http://127.0.0.1:8080" : "");
        PrintWriter out = spec.commandLine().getOut();
        out.println("wrote     "
                + String.join(", ", written.stream().map(this::shown).toList()));
        out.println("check     bin/cardferry check" + option);
        out.println("see it    " + mocks + ", bin/cardferry run" + option
                + ", and then: bin/cardferry register --account acc-" + id
                + " --device-id tv-1 --device-type TV --all");
        out.println(
                "next      make it your bank's: docs/adding-an-issuer.md; the comments in issuer.yaml say where to begin");
    }

    private String shown(Path path) {
        Path home = surroundings.home();
        return (path.startsWith(home) ? home.relativize(path) : path).toString();
    }
}
