package io.cardferry.issuer;

import io.cardferry.outbound.AuthenticationReader;
import io.cardferry.security.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the issuer packs of a configuration. */
public final class PackLoader {

    private PackLoader() {}

    /**
     * Reads and checks every pack.
     *
     * @param issuersDir the folder that holds one folder per pack; hidden folders don't count
     * @return the enabled packs, by id
     * @throws PackException with one line per mistake in any pack, also in those that are not enabled
     */
    public static List<IssuerPack> load(Path issuersDir, PackOverrides overrides) {
        List<IssuerPack> packs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String id : ids(issuersDir)) {
            boolean enabled = enabled(id, overrides, problems);
            read(issuersDir.resolve(id), overrides, secrets(id, enabled, overrides), problems)
                    .filter(pack -> enabled)
                    .ifPresent(packs::add);
        }
        problems.addAll(IssuerRouting.overlaps(packs));
        if (!problems.isEmpty()) {
            throw new PackException(problems);
        }
        return List.copyOf(packs);
    }

    /**
     * The ids of all packs, enabled or not, in order: whoever configures another one has mistyped it.
     *
     * @throws PackException if the folder can't be read
     */
    public static List<String> ids(Path issuersDir) {
        try (Stream<Path> entries = Files.list(issuersDir)) {
            return entries.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new PackException(List.of(issuersDir + ": can't be read; it is the folder of the issuer packs"));
        }
    }

    private static boolean enabled(String id, PackOverrides overrides, List<String> problems) {
        String value = overrides.value(id, "enabled").orElse("true");
        if (!value.equals("true") && !value.equals("false")) {
            problems.add("cardferry.issuers." + id + ".enabled: " + SafeText.quoted(value)
                    + " is not allowed; allowed is true, false");
        }
        return value.equals("true");
    }

    /** An issuer that nobody speaks with yet may not have given us a secret yet. */
    private static Optional<AuthenticationReader> secrets(String id, boolean enabled, PackOverrides overrides) {
        return enabled
                ? Optional.of(
                        new AuthenticationReader("cardferry.issuers." + id + ".", key -> overrides.value(id, key)))
                : Optional.empty();
    }

    private static Optional<IssuerPack> read(
            Path path, PackOverrides overrides, Optional<AuthenticationReader> secrets, List<String> problems) {
        try {
            PackFolder folder = PackFolder.read(path);
            PackDocument document = PackDocument.read(folder, overrides);
            PackProblems found = new PackProblems(document);
            Optional<IssuerPack> pack = new PackReader(folder, document, found, secrets).read();
            problems.addAll(found.lines());
            return pack;
        } catch (IllegalArgumentException wrong) {
            problems.add(wrong.getMessage());
            return Optional.empty();
        }
    }
}
