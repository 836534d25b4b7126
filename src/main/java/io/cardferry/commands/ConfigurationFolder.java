package io.cardferry.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --config} of the commands that read the configuration. */
final class ConfigurationFolder {

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "The configuration's folder (default: config/ in Cardferry's own folder).")
    private Path given;

    /** @param home the project's folder */
    Path resolve(Path home) {
        Path folder = given == null ? home.resolve("config") : given.toAbsolutePath();
        if (given != null && given.toString().isBlank()) {
            throw CommandFailure.wrongUsage("--config is empty: name the configuration's folder");
        }
        if (!Files.isDirectory(folder)) {
            String wrong = Files.exists(folder) ? " is no folder" : " does not exist";
            throw CommandFailure.wrongUsage(
                    "the configuration's folder " + folder + wrong + ": name another with --config DIR");
        }
        return folder;
    }
}
