package io.cardferry.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code cardferry run} as a process of its own, which can be killed. */
final class HubProcess implements AutoCloseable {

    private final Process process;
    private final Path errors;

    private HubProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * @param environment as an operator would set it; of ours, nothing of Cardferry's gets through
     * @param options of the command line, after {@code run}
     */
    static HubProcess run(Map<String, String> environment, String... options) {
        try {
            Path errors = Files.createTempFile("cardferry-drill", ".err");
            ProcessBuilder builder = new ProcessBuilder(command(options));
            builder.environment().keySet().removeIf(name -> name.startsWith("CARDFERRY_"));
            builder.environment().putAll(environment);
            return new HubProcess(builder.redirectError(errors.toFile()).start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dcardferry.home=" + HubFixture.HOME));
        // The same folders and jars as the product's, and logging as the product logs.
        command.add("-Dlogback.configurationFile="
                + HubFixture.HOME.resolve("target/classes/logback.xml").toUri());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.cardferry.commands.Cardferry", "run"));
        command.addAll(List.of(options));
        return command;
    }

    /** Waits until the hub says that it serves, and where. */
    URI ready() {
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null || !line.startsWith("cardferry ready")) {
                throw new IllegalStateException("the hub said " + line + " and " + errors());
            }
            return URI.create(line.replaceFirst("cardferry ready +(\\S+).*", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end. */
    int exitStatus() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the hub did not end: " + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether it ends within some seconds. */
    boolean endsWithin(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** What it has written to stderr. */
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitStatus();
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
