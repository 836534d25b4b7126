package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardferry.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

class ConfigurationInspectionTest {

    private static final Path HOME = Path.of("").toAbsolutePath();

    @TempDir
    private Path config;

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"camel.main.no-such-key=1", "camel.main.shutdownTimeout=soon"})
    void aKeyThatCamelDoesNotTakeIsRefusedInTheWordsOfTheHub(String line) throws IOException {
        configure(line);

        assertThat(problems()).hasSize(1).isEqualTo(refusalsOfRun());
    }

    /** One is on the hub's broker without saying so, and the other by its url. */
    @Test
    void twoPacksWithOneReplyQueueAreRefusedByCheckAndByRun() throws IOException {
        configure("cardferry.jms.url=tcp://127.0.0.1:61616\ncardferry.issuers.zeta.url=tcp://localhost:61616");
        Path delta = HOME.resolve("config/issuers/delta");
        FileSystemUtils.copyRecursively(delta, config.resolve("issuers/delta"));
        FileSystemUtils.copyRecursively(delta, config.resolve("issuers/zeta"));
        Path zeta = config.resolve("issuers/zeta/issuer.yaml");
        Files.writeString(
                zeta, Files.readString(zeta).replace("id: delta", "id: zeta").replaceAll("  bins: .*", "  bins: []"));

        assertThat(problems()).singleElement().asString().contains("is the reply queue of delta on the same broker");
        assertThat(refusalsOfRun()).isEqualTo(problems());
    }

    private List<String> problems() {
        return new ConfigurationInspection().check(HOME, config, Map.of()).problems();
    }

    private List<String> refusalsOfRun() {
        return catchThrowableOfType(
                        ConfigurationException.class,
                        () -> Hub.start(
                                HOME,
                                config,
                                Map.of(),
                                Map.of("cardferry.data-dir", data.toString(), "cardferry.jms.enabled", "false")))
                .lines();
    }

    @Test
    void aKeyThatCamelTakesIsRight() throws IOException {
        configure("camel.main.autoConfigurationEnabled=true");

        assertThat(new ConfigurationInspection().check(HOME, config, Map.of()).isRight())
                .isTrue();
    }

    private void configure(String line) throws IOException {
        Files.writeString(config.resolve("application.properties"), line);
        Files.createDirectories(config.resolve("issuers"));
        FileSystemUtils.copyRecursively(HOME.resolve("config/sources"), config.resolve("sources"));
    }
}
