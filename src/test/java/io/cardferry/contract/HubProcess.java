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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** {@code cardferry run} as a process of its own, which can be killed. It does not outlive the tests. */
public final class HubProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 90;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        // For tests that are ended from outside; all others close what they start.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path errors;

    private HubProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        RUNNING.add(process);
    }

    /**
     * @param environment as an operator would set it; of ours, nothing of Cardferry's gets through
     * @param options of the command line, after {@code run}
     */
    public static HubProcess run(Map<String, String> environment, String... options) {
        // Logging as the product logs.
        return runLogging(HubFixture.HOME.resolve("target/classes/logback.xml"), environment, options);
    }

    /**
     * The same, with another configuration of what is logged.
     *
     * @param logging a file for Logback
     */
    public static HubProcess runLogging(Path logging, Map<String, String> environment, String... options) {
        try {
            Path errors = Files.createTempFile("cardferry-drill", ".err");
            ProcessBuilder builder = new ProcessBuilder(command(logging, options));
            builder.environment().keySet().removeIf(name -> name.startsWith("CARDFERRY_"));
            builder.environment().putAll(environment);
            return new HubProcess(builder.redirectError(errors.toFile()).start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path logging, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // It lives for seconds, and starts with less work so.
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Dcardferry.home=" + HubFixture.HOME);
        // The same folders and jars as the product's.
        command.add("-Dlogback.configurationFile=" + logging.toUri());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.cardferry.commands.Cardferry", "run"));
        command.addAll(List.of(options));
        return command;
    }

    /** Waits until the hub says that it serves, and where. */
    public URI ready() {
        String line = CompletableFuture.supplyAsync(this::firstLine)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        if (line == null || !line.startsWith("cardferry ready")) {
            throw new IllegalStateException("the hub said " + line + " and " + errors());
        }
        return URI.create(line.replaceFirst("cardferry ready +(\\S+).*", "$1"));
    }

    private String firstLine() {
        try {
            return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGSTOP: it stands still, and does not know it. */
    public void stop() {
        signal("-STOP");
    }

    /** SIGCONT: it goes on as if nothing had happened. */
    public void goOn() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill " + name + " did not work");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end. */
    public int exitStatus() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the hub did not end: " + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether it ends within some seconds. */
    public boolean endsWithin(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** What it has written to stderr. */
    public String errors() {
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
        RUNNING.remove(process);
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
