package io.cardferry.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.security.Secret;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {

    private static final Path SHIPPED = Path.of("config");

    static List<Key<?>> hubKeys() {
        return HubKeys.ALL;
    }

    @ParameterizedTest
    @MethodSource("hubKeys")
    void theShippedFileShowsEveryKeyWithItsDefault(Key<?> key) throws Exception {
        String shown = "#" + key.name() + "=" + (key.defaultValue() == null ? "" : key.defaultValue());

        assertThat(Files.readAllLines(SHIPPED.resolve("application.properties")))
                .contains(shown);
    }

    @Test
    void everyKeyThatIsDescribedIsKnown() {
        assertThat(HubKeys.ALL).containsExactlyInAnyOrderElementsOf(constants(HubKeys.class));
        assertThat(Stream.concat(EndpointKeys.OF_SOURCES.stream(), EndpointKeys.OF_ISSUERS.stream())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(constants(EndpointKeys.class));
    }

    @Test
    void everyDefaultIsAllowed() {
        Stream.concat(HubKeys.ALL.stream(), EndpointKeys.OF_ISSUERS.stream())
                .filter(key -> key.defaultValue() != null)
                .forEach(key -> key.read("the table", key.name(), key.defaultValue()));
    }

    @Test
    void whatIsASecretIsKnownByItsKey() {
        Stream.concat(HubKeys.ALL.stream(), EndpointKeys.OF_ISSUERS.stream())
                .forEach(key -> assertThat(key.isSecret()).as(key.name()).isEqualTo(readsASecret(key)));
    }

    private static boolean readsASecret(Key<?> key) {
        try {
            return key.kind().read("canary") instanceof Secret;
        } catch (IllegalArgumentException takesNoText) {
            return false;
        }
    }

    @Test
    void theShippedConfigurationLoadsAndSetsNothing() {
        assertThat(Settings.load(SHIPPED, Map.of()).hub().http().port()).isEqualTo(8080);
    }

    private static List<Key<?>> constants(Class<?> table) {
        return Arrays.stream(table.getFields())
                .filter(field -> field.getType() == Key.class)
                .<Key<?>>map(KeysTest::constant)
                .toList();
    }

    private static Key<?> constant(Field field) {
        try {
            return (Key<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
