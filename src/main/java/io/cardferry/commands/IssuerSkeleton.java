package io.cardferry.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A small pack with its mock that works as it is, for a new issuer to begin with: a folder below {@code skeletons/}, named
 * by format and transport. It is written for an issuer {@value #ID}, whose id and name are replaced.
 *
 * <p>Its issuer.yaml says whose key its cards are sealed for. Where it can be the hub's as well, the files that differ stand
 * in a folder {@value #HUB} of the skeleton.
 */
final class IssuerSkeleton {

    private static final String FOLDER = "skeletons";
    private static final String ID = "my-bank";
    private static final String NAME = "My Bank";
    private static final String HUB = "hub";
    private static final String ISSUER = "issuer";

    private final List<Path> layers;
    private final String sealedCardKey;

    private IssuerSkeleton(List<Path> layers, String sealedCardKey) {
        this.layers = layers;
        this.sealedCardKey = sealedCardKey;
    }

    /**
     * @param sealedCardKey hub or issuer; null: as the skeleton is
     * @throws CommandFailure if there is none for this; it names those that there are
     */
    static IssuerSkeleton of(Path home, String format, String transport, String sealedCardKey) {
        String wanted = format + "-" + transport;
        List<String> known = known(home);
        if (!known.contains(wanted)) {
            throw CommandFailure.wrongUsage("there is no skeleton for --format " + format + " --transport " + transport
                    + "; there is "
                    + String.join(
                            ", ", known.stream().map(IssuerSkeleton::options).toList()));
        }
        Path folder = home.resolve(FOLDER).resolve(wanted);
        String own = ownKey(folder);
        if (sealedCardKey == null || sealedCardKey.equals(own)) {
            return new IssuerSkeleton(List.of(folder), own);
        }
        Path other = folder.resolve(HUB);
        boolean hasOther = Files.isDirectory(other);
        if (!hasOther || !sealedCardKey.equals(HUB)) {
            throw CommandFailure.wrongUsage("there is no skeleton for " + options(wanted) + " --sealed-card-key "
                    + sealedCardKey + "; there is " + own + (hasOther ? ", " + HUB : ""));
        }
        return new IssuerSkeleton(List.of(folder, other), HUB);
    }

    private static String ownKey(Path folder) {
        try (Stream<String> lines =
                Files.lines(folder.resolve("issuers").resolve(ID).resolve("issuer.yaml"))) {
            return lines.anyMatch(("sealed-card-key: " + HUB)::equals) ? HUB : ISSUER;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether the hub opens its cards, so that its message holds the card number. */
    boolean isSealedForHub() {
        return sealedCardKey.equals(HUB);
    }

    private static List<String> known(Path home) {
        try (Stream<Path> folders = Files.list(home.resolve(FOLDER))) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException unreadable) {
            throw CommandFailure.failed(
                    "the folder " + home.resolve(FOLDER) + " can't be read; it is a part of Cardferry");
        }
    }

    /** A transport's name has no dash in it. */
    private static String options(String name) {
        int dash = name.lastIndexOf('-');
        return "--format " + name.substring(0, dash) + " --transport " + name.substring(dash + 1);
    }

    /**
     * Writes the pack and its mock: first the mock, then the pack in one step, so that nobody reads half of one.
     *
     * @param id of the issuer
     * @param name for people
     * @param issuers the folder of the packs
     * @param mocks the folder of the mocks
     * @return what was written: the pack's folder, and the mock's files
     * @throws CommandFailure if any of it is there already; nothing was written then
     */
    List<Path> write(String id, String name, Path issuers, Path mocks) throws IOException {
        Path pack = issuers.resolve(id);
        List<Path> targets = new ArrayList<>();
        targets.add(pack);
        Map<Path, Path> mockFiles = files(Path.of("mocks"));
        mockFiles.keySet().forEach(file -> targets.add(mocks.resolve(filled(file.toString(), id, name))));
        for (Path target : targets) {
            if (Files.exists(target)) {
                throw CommandFailure.wrongUsage(
                        target + " is there already, and nothing was written; choose another id");
            }
        }
        Path unfinished = Files.createTempDirectory(Files.createDirectories(issuers), "." + id + "-");
        try {
            copy(files(Path.of("issuers", ID)), unfinished.resolve(id), id, name);
            copy(mockFiles, mocks, id, name);
            Files.move(unfinished.resolve(id), pack);
        } finally {
            delete(unfinished);
        }
        return targets;
    }

    /** By their place below the part; a later layer's file stands for an earlier one's. */
    private Map<Path, Path> files(Path part) {
        Map<Path, Path> files = new TreeMap<>();
        for (Path layer : layers) {
            Path folder = layer.resolve(part);
            filesBelow(folder).forEach(file -> files.put(folder.relativize(file), file));
        }
        return files;
    }

    private static void copy(Map<Path, Path> files, Path to, String id, String name) throws IOException {
        for (Map.Entry<Path, Path> file : files.entrySet()) {
            Path target = to.resolve(filled(file.getKey().toString(), id, name));
            Files.createDirectories(target.getParent());
            Files.writeString(target, filled(Files.readString(file.getValue()), id, name));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static List<Path> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String filled(String text, String id, String name) {
        return text.replace(ID, id).replace(NAME, name);
    }
}
