package io.cardferry.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A configuration folder for one test: an application.properties, and empty folders of sources and issuers. */
record ConfigFolder(Path folder) {

    static ConfigFolder in(Path parent, String... lines) {
        try {
            Path folder = Files.createDirectories(parent.resolve("config"));
            Files.writeString(folder.resolve("application.properties"), String.join("\n", lines));
            return new ConfigFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigFolder with(String kind, String id) {
        try {
            Files.createDirectories(folder.resolve(kind).resolve(id));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Settings load(Map<String, String> environment) {
        return Settings.load(folder, environment);
    }

    Settings load() {
        return load(Map.of());
    }
}
