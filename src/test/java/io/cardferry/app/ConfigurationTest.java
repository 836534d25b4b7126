package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of the shipped configuration and an operator's variables, and does not stop the hub. */
class ConfigurationTest {

    private static final Path SHIPPED = Path.of("config").toAbsolutePath();

    @Test
    void anIssuerOnTheHubsBrokerWithoutOneIsAWarning() {
        assertThat(warnings(Map.of("CARDFERRY_JMS_ENABLED", "false")))
                .singleElement()
                .asString()
                .contains("CARDFERRY_JMS_ENABLED: cardferry.jms.enabled = false")
                .contains("issuer delta", "cardferry.issuers.delta.url", "cardferry.issuers.delta.enabled = false");
    }

    @Test
    void anIssuerOnTheEmbeddedBrokerWhichNobodyReachesIsAWarning() {
        assertThat(warnings(Map.of()))
                .singleElement()
                .asString()
                .contains("issuer delta", "embedded", "can't be reached from outside")
                .contains(
                        "cardferry.issuers.delta.url", "cardferry.jms.url", "cardferry.issuers.delta.enabled = false");
    }

    @ParameterizedTest
    @CsvSource({
        "CARDFERRY_ISSUERS_DELTA_URL, tcp://bank:61616",
        "CARDFERRY_JMS_URL, tcp://broker:61616",
        "CARDFERRY_ISSUERS_DELTA_ENABLED, false"
    })
    void whatTheWarningAdvisesEndsIt(String variable, String value) {
        assertThat(warnings(Map.of(variable, value))).isEmpty();
    }

    @Test
    void anUnknownVariableIsAWarning() {
        Map<String, String> environment = new HashMap<>(Map.of("CARDFERRY_ISSUERS_DELTA_ENABLED", "false"));
        environment.put("CARDFERRY_SERVICE_HOST", "x");

        assertThat(warnings(environment)).singleElement().asString().contains("CARDFERRY_SERVICE_HOST");
    }

    private static List<String> warnings(Map<String, String> environment) {
        return Configuration.load(SHIPPED, environment, Map.of()).warnings();
    }
}
