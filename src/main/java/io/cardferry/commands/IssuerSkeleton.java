package io.cardferry.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small pack with its mock that works as it is, for a new issuer to begin with: a folder below {@code skeletons/}, named
 * by format and transport. It is written for an issuer {@value #ID}, whose id and name are replaced.
 */
final class IssuerSkeleton {

    private static final String FOLDER = "skeletons";
    private static final String ID = "my-bank";
    private static final String NAME = "My Bank";

    private final Path folder;

    private IssuerSkeleton(Path folder) {
        this.folder = folder;
    }

    /** @throws CommandFailure if there is none for this; it names those that there are */
    static IssuerSkeleton of(Path home, String format, String transport) {
        String wanted = format + "-" + transport;
        List<String> known = known(home);
        if (!known.contains(wanted)) {
            throw CommandFailure.wrongUsage("there is no skeleton for --format " + format + " --transport " + transport
                    + "; there is "
                    + String.join(
                            ", ", known.stream().map(IssuerSkeleton::options).toList()));
        }
        return new IssuerSkeleton(home.resolve(FOLDER).resolve(wanted));
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
        List<Path> mockFiles = filesBelow(folder.resolve("mocks"));
        mockFiles.forEach(
                file -> targets.add(mocks.resolve(filled(file.getFileName().toString(), id, name))));
        for (Path target : targets) {
            if (Files.exists(target)) {
                throw CommandFailure.wrongUsage(
                        target + " is there already, and nothing was written; choose another id");
            }
        }
        Path unfinished = Files.createTempDirectory(Files.createDirectories(issuers), "." + id + "-");
        try {
            copy(folder.resolve("issuers").resolve(ID), unfinished.resolve(id), id, name);
            copy(folder.resolve("mocks"), mocks, id, name);
            Files.move(unfinished.resolve(id), pack);
        } finally {
            delete(unfinished);
        }
        return targets;
    }

    private static void copy(Path from, Path to, String id, String name) throws IOException {
        for (Path file : filesBelow(from)) {
            Path target = to.resolve(filled(from.relativize(file).toString(), id, name));
            Files.createDirectories(target.getParent());
            Files.writeString(target, filled(Files.readString(file), id, name));
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
