package io.cardferry.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.configuration.ProductionRules.Address;
import io.cardferry.configuration.ProductionRules.SealingKey;
import io.cardferry.security.EncryptionKey;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Settings dev = ConfigFolder.in(temp).load();

        assertThat(ProductionRules.refusals(dev, List.of(address("http://127.0.0.1:18080/phone-wallet")), List.of()))
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
    @ValueSource(
            strings = {
                "http://127.0.0.1:18080/phone-wallet",
                "http://127.1.2.3:18080/borealis",
                "http://LocalHost:18080",
                "https://localhost.:18080",
                "http://mocks.localhost:18080",
                "http://[::1]:18080",
                "http://[0:0:0:0:0:ffff:127.0.0.1]:18080",
                "http://0.0.0.0:18080",
                "http://[::]:18080",
                "tcp://127.0.0.1:18081",
                "tcp://localhost:18082"
            })
    void prodRefusesTheMocks(String address) {
        assertThat(prod(KEYSTORE, address))
                .anySatisfy(line -> assertThat(line).contains("mocks", URL, address, "source.yaml: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cards.example.com",
                "http://10.0.0.1:8080",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://mocks:18080",
                "http://[2001:db8::1]"
            })
    void prodRefusesPlainHttpToTheOutside(String address) {
        assertThat(prod(KEYSTORE, address)).anySatisfy(line -> assertThat(line).contains("plain http", URL, address));
    }

    @Test
    void prodRefusesTheKeyWhosePrivateHalfTheMocksHave() throws Exception {
        EncryptionKey mocks = EncryptionKey.parse(Files.readString(Path.of("config/issuers/delta/mock-key.jwk")));
        SealingKey sealing =
                new SealingKey("cardferry.issuers.delta.encryption-key", mocks.thumbprint(), "issuer.yaml");
        Settings settings =
                ConfigFolder.in(temp, "cardferry.profile=prod", KEYSTORE).load();

        assertThat(ProductionRules.refusals(settings, List.of(), List.of(sealing)))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("issuer.yaml: cardferry.issuers.delta.encryption-key is the mocks' key"));
    }

    @Test
    void everyReasonIsToldAtOnceEachWithThePlaceOfItsValue() {
        List<String> refusals = prod("", "http://127.0.0.1:18080/phone-wallet");

        assertThat(refusals).hasSize(3);
        assertThat(refusals.get(0)).contains("application.properties:1", "cardferry.profile");
        assertThat(refusals.get(2)).startsWith("source.yaml: " + URL);
    }

    @Test
    void prodAllowsPlainHttpToAProxyOnTheSameMachine() {
        assertThat(prod(KEYSTORE, "http://127.0.0.1:9000")).hasSize(1);
    }

    private List<String> prod(String lines, String address) {
        Settings settings =
                ConfigFolder.in(temp, "cardferry.profile=prod", lines).load();
        return ProductionRules.refusals(settings, List.of(address(address)), List.of());
    }

    private static Address address(String url) {
        return new Address(URL, URI.create(url), "source.yaml");
    }
}
