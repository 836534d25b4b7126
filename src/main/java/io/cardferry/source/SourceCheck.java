package io.cardferry.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Proves a source's mapping by its samples: {@code samples/<name>/} as docs/sources.md describes them. */
public final class SourceCheck {

    private static final String SAMPLES = "samples";
    private static final int MAX_SAMPLES = 200;

    private final Path sourcesDir;

    /** @param sourcesDir the folder that holds one folder per source */
    public SourceCheck(Path sourcesDir) {
        this.sourcesDir = sourcesDir;
    }

    /** @return one line per difference, each with file and JSON pointer; empty if the samples prove the mapping */
    public List<String> check(CardSource source) {
        Path folder = sourcesDir.resolve(source.id()).resolve(SAMPLES);
        List<Path> samples = samples(folder);
        List<String> lines = new ArrayList<>();
        if (samples.isEmpty() && source.form().mapping() != null) {
            lines.add(folder + ": holds no sample; nothing proves the mapping");
        }
        if (samples.size() > MAX_SAMPLES) {
            lines.add(folder + ": holds more than " + MAX_SAMPLES + " samples; leave out those that prove nothing new");
            return lines;
        }
        samples.forEach(sample -> lines.addAll(new SourceSample(source, sample).differences()));
        return lines;
    }

    /** Files and folders with a dot in front are what editors and volume mounts leave behind. */
    private static List<Path> samples(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .limit(MAX_SAMPLES + 1L)
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
