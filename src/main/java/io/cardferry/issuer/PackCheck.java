package io.cardferry.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Proves a pack's mappings by its samples: {@code samples/<name>/} as docs/adding-an-issuer.md describes them. */
public final class PackCheck {

    private static final String SAMPLES = "samples/";

    /** @return one line per difference, each with file and JSON pointer; empty if the samples prove the pack */
    public List<String> check(IssuerPack pack) {
        PackFolder folder = PackFolder.read(pack.folder());
        List<String> lines = new ArrayList<>();
        SortedMap<String, Set<String>> samples = samples(pack, folder, lines);
        if (samples.isEmpty()) {
            lines.add(pack.id() + "/" + SAMPLES + ": holds no sample; nothing proves the mappings");
        }
        lines.addAll(emptyFolders(pack));
        samples.forEach((place, files) -> lines.addAll(new Sample(pack, folder, place, files).differences()));
        return lines;
    }

    /** A sample that somebody began: it looks like a proof and is none. */
    private static List<String> emptyFolders(IssuerPack pack) {
        try (Stream<Path> found = Files.walk(pack.folder().resolve(SAMPLES))) {
            return found.skip(1)
                    .filter(Files::isDirectory)
                    .filter(folder -> !PackFolder.isHidden(pack.folder().relativize(folder)))
                    .filter(PackCheck::isEmpty)
                    .map(folder -> pack.id() + "/" + pack.folder().relativize(folder) + "/: is an empty sample; it has "
                            + Sample.pairsOf(pack.format()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Hidden files don't count, as everywhere in a pack. */
    private static boolean isEmpty(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.allMatch(child -> PackFolder.isHidden(child.getFileName()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The files of each sample; a file that is no part of one would be a check that nobody makes. */
    private static SortedMap<String, Set<String>> samples(IssuerPack pack, PackFolder folder, List<String> lines) {
        SortedMap<String, Set<String>> samples = new TreeMap<>();
        Set<String> known = Sample.filesOf(pack.format());
        for (String path : folder.files().keySet()) {
            if (path.startsWith(SAMPLES)) {
                int nameAt = path.lastIndexOf('/') + 1;
                String name = path.substring(nameAt);
                if (known.contains(name) && nameAt > SAMPLES.length()) {
                    samples.computeIfAbsent(path.substring(0, nameAt), place -> new TreeSet<>())
                            .add(name);
                } else {
                    lines.add(
                            pack.id() + "/" + path + ": is no part of a sample; those are " + String.join(", ", known));
                }
            }
        }
        return samples;
    }
}
