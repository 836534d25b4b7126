package io.cardferry.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardferry.configuration.HubSettings.PostgresAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which database is named, and that a name shows no password. */
class DatabaseKeysTest {

    private static final String URL = "jdbc:postgresql://db.example.com:5432/cardferry?sslmode=verify-full";
    private static final String USER = "cardferry.db.user=hub";
    private static final String[] KEYSTORE = {
        "cardferry.security.keystore.path=keys.p12", "cardferry.security.keystore.password=secret"
    };

    @TempDir
    Path temp;

    @Test
    void theDatabaseIsEmbeddedUnlessAnotherIsNamed() {
        assertThat(ConfigFolder.in(temp).load().hub().database()).isEmpty();
        assertThat(ConfigFolder.in(temp, "cardferry.db.url=embedded", USER)
                        .load()
                        .hub()
                        .database())
                .isEmpty();
    }

    @Test
    void aPostgresIsNamedWithItsRoleAndPerhapsItsPassword() {
        PostgresAccess access = database("cardferry.db.url=" + URL, USER, "cardferry.db.password= hunter2 ");

        assertThat(access.url()).isEqualTo(URL);
        assertThat(access.user()).isEqualTo("hub");
        assertThat(access.password().orElseThrow().reveal()).containsExactly("hunter2 ".toCharArray());
        assertThat(access.toString()).doesNotContain("hunter2");
        assertThat(database("cardferry.db.url=" + URL, USER).password()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/ledger",
                "jdbc:postgresql://[::1]:5432/ledger",
                "jdbc:postgresql://db-1:5432,db-2:5432/ledger?targetServerType=primary"
            })
    void hostsMayBeSeveralAndAddressesOfAnyKind(String url) {
        assertThat(database("cardferry.db.url=" + url, USER).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:oracle:thin:scott/hunter2@//db:1521/x",
                "jdbc:mysql://root:hunter2@db/x",
                "jdbc:mysql://db/x?user=root&password=hunter2",
                "jdbc:sqlserver://db;user=sa;password=hunter2;encrypt=true",
                "jdbc:hsqldb:mem:x;user=SA;password=hunter2",
                "jdbc:postgresql://hub:hunter2@db/ledger",
                "jdbc:postgresql://db/ledger?password=hunter2",
                "jdbc:postgresql://db/ledger?ssl=true&sslPassword=hunter2",
                "jdbc:postgresql:ledger",
                "jdbc:postgresql://db",
                "postgresql://hub:hunter2@db/ledger",
                "embeded"
            })
    void anyOtherAddressIsRefusedWithKeyPlaceAndRemedyAndWithoutWhatItTells(String url) {
        String line = refusal("cardferry.db.url=" + url, USER);

        assertThat(line)
                .contains("application.properties:1", "cardferry.db.url", "it takes embedded, or a jdbc:postgresql://")
                .doesNotContain("hunter2");
    }

    @Test
    void aSharedDatabaseNeedsARole() {
        assertThat(refusal("cardferry.db.url=" + URL))
                .contains("application.properties:1", URL, "cardferry.db.user is not set");
    }

    @Test
    void aSharedDatabaseNeedsAKeystoreThatAllOfItsHubsHave() {
        String line = catchThrowableOfType(
                        ConfigurationException.class,
                        () -> ConfigFolder.in(temp, "cardferry.db.url=" + URL, USER)
                                .load())
                .getMessage();

        assertThat(line).contains("application.properties:1", URL, "cardferry.security.keystore.path is not set");
    }

    @Test
    void aRoleWithoutAnAddressIsAForgottenAddress() {
        assertThat(refusal(USER)).contains("application.properties:1", "cardferry.db.url is not");
        assertThat(refusal("cardferry.db.password=hunter2"))
                .contains("cardferry.db.url is not")
                .doesNotContain("hunter2");
    }

    private PostgresAccess database(String... lines) {
        return folder(lines).load().hub().database().orElseThrow();
    }

    private String refusal(String... lines) {
        ConfigFolder folder = folder(lines);
        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class, folder::load);
        assertThat(refused.lines()).hasSize(1);
        return refused.getMessage();
    }

    private ConfigFolder folder(String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.addAll(List.of(KEYSTORE));
        return ConfigFolder.in(temp, all.toArray(String[]::new));
    }
}
