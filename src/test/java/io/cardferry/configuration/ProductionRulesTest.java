package io.cardferry.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionRulesTest {

    private static final String URL = "cardferry.sources.phone-wallet.url";
    private static final String KEYSTORE =
            "cardferry.security.keystore.path=k.p12\ncardferry.security.keystore.password=x";

    @TempDir
    Path temp;

    @Test
    void devRefusesNothing() {
        HubSettings dev = ConfigFolder.in(temp).load().hub();

        assertThat(ProductionRules.refusals(dev, Map.of(URL, URI.create("http://127.0.0.1:18080/phone-wallet"))))
                .isEmpty();
    }

    @Test
    void prodAlwaysRefusesAnonymousAccessAsLongAsThereIsNoAccessControl() {
        assertThat(prod(KEYSTORE, "https://cards.example.com"))
                .singleElement()
                .asString()
                .contains("anonymous access");
    }

    @Test
    void prodRefusesSelfMadeKeys() {
        assertThat(prod("", "https://cards.example.com"))
                .anySatisfy(line -> assertThat(line).contains("self-made keys", "cardferry.security.keystore.path"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:18080/phone-wallet", "http://localhost:18080", "http://[::1]:18080"})
    void prodRefusesTheMocks(String address) {
        assertThat(prod(KEYSTORE, address)).anySatisfy(line -> assertThat(line).contains("mocks", URL, address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://cards.example.com", "http://10.0.0.1:8080", "http://127.0.0.1.example.com"})
    void prodRefusesPlainHttpToTheOutside(String address) {
        assertThat(prod(KEYSTORE, address)).anySatisfy(line -> assertThat(line).contains("plain http", URL, address));
    }

    @Test
    void prodAllowsPlainHttpToAProxyOnTheSameMachine() {
        assertThat(prod(KEYSTORE, "http://127.0.0.1:9000")).hasSize(1);
    }

    private List<String> prod(String lines, String address) {
        HubSettings hub =
                ConfigFolder.in(temp, "cardferry.profile=prod", lines).load().hub();
        return ProductionRules.refusals(hub, Map.of(URL, URI.create(address)));
    }
}
