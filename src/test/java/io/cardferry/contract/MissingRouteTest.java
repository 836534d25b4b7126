package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.app.Hub;
import io.cardferry.configuration.ConfigurationException;
import io.cardferry.postgres.Once;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** A hub whose folder of routes lacks one that nobody would miss: it does not start. */
@Once
class MissingRouteTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"intake/jms, accept-over-jms", "delivery/outbox, send-outbox"})
    void aHubThatWouldTakeOrSendNoMessagesDoesNotStart(String file, String route) throws Exception {
        FileSystemUtils.copyRecursively(HubFixture.HOME.resolve("routes"), folder.resolve("routes"));
        Files.delete(folder.resolve("routes/" + file + ".camel.yaml"));
        Map<String, String> settings = Map.of(
                "cardferry.http.port",
                "0",
                "cardferry.data-dir",
                folder.resolve("data").toString());

        assertThatThrownBy(() -> Hub.start(folder, HubFixture.HOME.resolve("config"), Map.of(), settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(route, "cardferry.jms.enabled = false")
                .message()
                .hasLineCount(1);
    }
}
