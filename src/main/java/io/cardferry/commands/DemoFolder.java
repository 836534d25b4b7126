package io.cardferry.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The demo's data folder: made empty at its start, gone at its end. */
record DemoFolder(Path path) implements AutoCloseable {

    static DemoFolder create() throws IOException {
        return new DemoFolder(Files.createTempDirectory("cardferry-demo-"));
    }

    @Override
    public void close() {
        try (Stream<Path> everything = Files.walk(path)) {
            for (Path one : everything.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's folder " + path + " is left behind", e);
        }
    }
}
