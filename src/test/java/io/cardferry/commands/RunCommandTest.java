package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.app.HubStarter;
import io.cardferry.app.RunningHub;
import io.cardferry.configuration.ConfigurationException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    @TempDir
    private Path home;

    private final StopSignal stop = new StopSignal();
    private final List<String> happened = new ArrayList<>();

    @BeforeEach
    void configuration() throws Exception {
        Files.createDirectory(home.resolve("config"));
        // The command waits for a signal; it has come already.
        stop.ask();
        stop.finished(0);
    }

    @Test
    void saysReadyOnceItServesAndClosesWhenAskedToStop() {
        Console console = run((home, config, environment, overrides) -> {
            happened.add("started " + home.relativize(config));
            return hub();
        });

        assertThat(console.status()).isZero();
        assertThat(console.out().lines()).containsExactly("cardferry ready http://127.0.0.1:4711");
        assertThat(happened).containsExactly("started config", "closed");
    }

    @Test
    void aWrongConfigurationIsOneLineAndStatusTwo() {
        Console console = run((home, config, environment, overrides) -> {
            throw new ConfigurationException("cardferry.http.port=x is no port");
        });

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err().lines()).containsExactly("cardferry: cardferry.http.port=x is no port");
    }

    @Test
    void aPortInUseIsOneLineAndStatusOne() {
        Console console = run((home, config, environment, overrides) -> {
            throw new IllegalStateException("start", new BindException("Address already in use"));
        });

        assertThat(console.status()).isEqualTo(1);
        assertThat(console.err().lines()).hasSize(1);
        assertThat(console.err()).contains("in use");
    }

    @Test
    void anyOtherFailureIsOneLineWithoutAStackTrace() {
        Console console = run((home, config, environment, overrides) -> {
            throw new IllegalStateException("two\nlines");
        });

        assertThat(console.status()).isEqualTo(1);
        assertThat(console.err().lines()).hasSize(1);
        assertThat(console.err()).doesNotContain("\tat ");
    }

    @Test
    void aConfigurationFolderThatIsNotThereIsStatusTwo() {
        Console console = run(Console.NO_HUB, "--config=" + home.resolve("nowhere"));

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err()).contains("nowhere").contains("--config DIR");
    }

    private Console run(HubStarter starter, String... options) {
        Surroundings surroundings = new Surroundings(home, Map.of(), starter, Console.NO_PROBLEMS, stop);
        String[] arguments = new String[options.length + 1];
        arguments[0] = "run";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Console.run(surroundings, arguments);
    }

    private RunningHub hub() {
        return new RunningHub() {
            @Override
            public Optional<URI> embeddedBroker() {
                return Optional.empty();
            }

            @Override
            public URI address() {
                return URI.create("http://127.0.0.1:4711");
            }

            @Override
            public void close() {
                happened.add("closed");
            }
        };
    }
}
