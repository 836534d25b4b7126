package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.postgres.Once;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** A wrong configuration stops the start with one line on stderr and exit status 2. */
@Once
class WrongConfigurationTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "CARDFERRY_HTTP_PORT, eighty",
        "CARDFERRY_SOURCES_PHONE_WALLET_RESPONSE_TIMEOUT, 5 apples",
        "CARDFERRY_ISSUERS_AURORA_URL, ftp://bank",
        "CARDFERRY_REQUESTOR_ID, 12",
    })
    void aBadValueOfAVariableIsNamedWithItsVariable(String variable, String value) {
        try (HubProcess hub = HubProcess.run(Map.of("CARDFERRY_DATA_DIR", folder.toString(), variable, value))) {
            assertThat(hub.exitStatus()).isEqualTo(2);
            assertThat(hub.errors().lines()).singleElement().asString().contains(variable, value);
        }
    }

    @Test
    void anUnknownKeyInAFileIsNamedWithItsValueItsPlaceAndTheNearestKey() throws IOException {
        Path config = folder.resolve("config");
        FileSystemUtils.copyRecursively(HubFixture.HOME.resolve("config"), config);
        Path file = config.resolve("application.properties");
        Files.writeString(file, "\ncardferry.http.prot=8081\n");

        try (HubProcess hub =
                HubProcess.run(Map.of("CARDFERRY_DATA_DIR", folder.toString()), "--config", config.toString())) {
            assertThat(hub.exitStatus()).isEqualTo(2);
            assertThat(hub.errors().lines())
                    .singleElement()
                    .asString()
                    .contains("cardferry.http.prot", "8081", file.toString(), "cardferry.http.port");
        }
    }

    @Test
    void anIssuerThatIsTriedForLongerThanKeysAreKeptIsRefused() {
        Map<String, String> environment = Map.of(
                "CARDFERRY_DATA_DIR", folder.toString(),
                "CARDFERRY_IDEMPOTENCY_RETENTION", "1h",
                "CARDFERRY_ISSUERS_BOREALIS_RETRY_MAX_AGE", "61m");
        try (HubProcess hub = HubProcess.run(environment)) {
            assertThat(hub.exitStatus()).isEqualTo(2);
            assertThat(hub.errors().lines())
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line).contains("longer than cardferry.idempotency.retention = 1h"))
                    .anyMatch(line -> line.contains("issuer.yaml: cardferry.issuers.aurora.retry.max-age = 1d"))
                    .anyMatch(line -> line.contains("CARDFERRY_ISSUERS_BOREALIS_RETRY_MAX_AGE")
                            && line.contains("cardferry.issuers.borealis.retry.max-age = 61m"));
        }
    }

    /** Which warnings there are, ConfigurationTest proves. */
    @Test
    void eachWarningIsALineOfTheLogAndTheHubServes() {
        Map<String, String> environment = Map.of(
                "CARDFERRY_DATA_DIR", folder.toString(),
                "CARDFERRY_HTTP_PORT", "0",
                "CARDFERRY_JMS_ENABLED", "false",
                "CARDFERRY_SERVICE_HOST", "x");
        try (HubProcess hub = HubProcess.run(environment)) {
            hub.ready();

            assertThat(hub.errors().lines().filter(line -> line.contains("WARN")))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("issuer delta"))
                    .anyMatch(line -> line.contains("CARDFERRY_SERVICE_HOST"));
        }
    }
}
