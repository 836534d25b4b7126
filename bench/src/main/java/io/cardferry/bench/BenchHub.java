package io.cardferry.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** {@code bin/cardferry run} as a user starts it, on a data folder of its own. */
final class BenchHub implements AutoCloseable {

    private final Path data;
    private final Process process;
    private final URI address;

    private BenchHub(Path data, Process process, URI address) {
        this.data = data;
        this.process = process;
        this.address = address;
    }

    /** @param settings as environment variables */
    static BenchHub start(Map<String, String> settings) throws IOException {
        Path data = Files.createTempDirectory("cardferry-bench");
        ProcessBuilder builder = new ProcessBuilder("bin/cardferry", "run");
        builder.environment().putAll(settings);
        builder.environment().put("CARDFERRY_HTTP_PORT", "0");
        builder.environment().put("CARDFERRY_DATA_DIR", data.toString());
        Process process = builder.redirectError(Redirect.DISCARD).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith("cardferry ready ")) {
            process.destroyForcibly();
            throw new IOException("the hub said " + line + "; bin/cardferry run says why");
        }
        return new BenchHub(data, process, URI.create(line.split(" ")[2]));
    }

    URI registrations() {
        return address.resolve("/v1/registrations");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        FileSystemUtils.deleteRecursively(data);
    }
}
