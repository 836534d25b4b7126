package io.cardferry.issuer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
        samples.forEach((place, files) -> lines.addAll(new Sample(pack, folder, place, files).differences()));
        return lines;
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
