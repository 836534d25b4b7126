package io.cardferry.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The samples that a pack has.
 *
 * @param samples in the order of their names
 * @param findings what looks like a sample, or a part of one, and is none
 */
record SampleFolders(List<Sample> samples, List<PackFinding> findings) {

    static final String SAMPLES = "samples/";

    static SampleFolders of(IssuerPack pack) {
        PackFolder folder = PackFolder.read(pack.folder());
        List<PackFinding> findings = new ArrayList<>();
        SortedMap<String, Set<String>> files = files(pack, folder, findings);
        findings.addAll(emptyFolders(pack));
        List<Sample> samples = files.entrySet().stream()
                .map(entry -> new Sample(pack, folder, entry.getKey(), entry.getValue()))
                .toList();
        return new SampleFolders(samples, findings);
    }

    /** The files of each sample; a file that is no part of one would be a check that nobody makes. */
    private static SortedMap<String, Set<String>> files(
            IssuerPack pack, PackFolder folder, List<PackFinding> findings) {
        SortedMap<String, Set<String>> samples = new TreeMap<>();
        Set<String> known = Sample.filesOf(pack.format());
        for (String path : folder.files().keySet()) {
            if (path.startsWith(SAMPLES)) {
                int nameAt = path.lastIndexOf('/') + 1;
                String name = path.substring(nameAt);
                if (nameAt == SAMPLES.length()) {
                    findings.add(PackFinding.of(
                            pack.id() + "/" + path, "is no sample; each has a folder of its own below " + SAMPLES));
                } else if (known.contains(name)) {
                    samples.computeIfAbsent(path.substring(0, nameAt), place -> new TreeSet<>())
                            .add(name);
                } else {
                    findings.add(PackFinding.of(
                            pack.id() + "/" + path,
                            "is no part of a sample; the nearest is " + nearest(name, known) + " (those are "
                                    + String.join(", ", known) + ")"));
                }
            }
        }
        return samples;
    }

    private static String nearest(String name, Set<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .min(Comparator.comparingInt(other -> distance.apply(name, other)))
                .orElseThrow();
    }

    /** A sample that somebody began: it looks like a proof and is none. */
    private static List<PackFinding> emptyFolders(IssuerPack pack) {
        try (Stream<Path> found = Files.walk(pack.folder().resolve(SAMPLES), FileVisitOption.FOLLOW_LINKS)) {
            return found.skip(1)
                    .filter(Files::isDirectory)
                    .map(folder -> pack.folder().relativize(folder))
                    .filter(folder -> !PackFolder.isHidden(folder))
                    .filter(folder -> isEmpty(pack.folder().resolve(folder)))
                    .sorted()
                    .map(folder -> PackFinding.of(
                            pack.id() + "/" + folder + "/",
                            "is an empty sample; it has " + Sample.pairsOf(pack.format())))
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
}
