package io.cardferry.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path temp;

    @Test
    void anEmptyFileGivesTheDefaultsOfTheContract() {
        HubSettings hub = ConfigFolder.in(temp).load().hub();

        assertThat(hub.profile()).isEqualTo(Profile.DEV);
        assertThat(hub.http()).isEqualTo(new HubSettings.Http("127.0.0.1", 8080, Duration.ofSeconds(30)));
        assertThat(hub.dataDir()).isEqualTo(Path.of("data"));
        assertThat(hub.requestorId()).isEqualTo("50110030273");
        assertThat(hub.idempotencyRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(hub.delivery()).isEqualTo(new HubSettings.Delivery(Duration.ofSeconds(1), Duration.ofSeconds(30)));
        assertThat(hub.keystore()).isEmpty();
    }

    @Test
    void theFileSetsAKeyWhateverBlanksStandAroundIt() {
        ConfigFolder folder = ConfigFolder.in(temp, "# a comment \\", "  cardferry.http.port : 81 ", "");

        assertThat(folder.load().hub().http().port()).isEqualTo(81);
    }

    @Test
    void theEnvironmentWinsOverTheFile() {
        ConfigFolder folder = ConfigFolder.in(temp, "cardferry.http.wait-max=1s");

        Settings settings = folder.load(Map.of("CARDFERRY_HTTP_WAIT_MAX", "2s"));

        assertThat(settings.hub().http().waitMax()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aSourceIsSetByAVariableWhoseNameHasForgottenDotsAndDashes() {
        ConfigFolder folder = ConfigFolder.in(temp).with("sources", "phone-wallet");

        Settings settings = folder.load(Map.of("CARDFERRY_SOURCES_PHONE_WALLET_RETRY_MAX_AGE", "3h"));

        assertThat(settings.override("sources", "phone-wallet", "retry.max-age"))
                .contains("3h");
        assertThat(settings.override("sources", "phone-wallet", "url")).isEmpty();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void anIssuerIsSetByTheFile() {
        ConfigFolder folder = ConfigFolder.in(temp, "cardferry.issuers.aurora.inquiry.not-before=0s")
                .with("issuers", "aurora");

        assertThat(folder.load().override("issuers", "aurora", "inquiry.not-before"))
                .contains("0s");
    }

    @Test
    void camelKeysAreHandedOnAsTheyAre() {
        Settings settings = ConfigFolder.in(temp, "camel.main.name=ferry", "camel.no.such.key=x")
                .load();

        assertThat(settings.camel())
                .containsExactly(Map.entry("camel.main.name", "ferry"), Map.entry("camel.no.such.key", "x"));
    }

    @Test
    void anUnknownVariableIsAWarningThatDoesNotTellItsValue() {
        Settings settings = ConfigFolder.in(temp)
                .load(Map.of(
                        "CARDFERRY_HTTP_PROT", "4711", "CARDFERRY_PORT_8080_TCP_ADDR", "10.0.0.1", "PATH", "/bin"));

        assertThat(settings.warnings())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .contains("CARDFERRY_HTTP_PROT", "CARDFERRY_HTTP_PORT")
                        .doesNotContain("4711"));
    }

    @Test
    void aVariableInTheWrongCaseIsAWarning() {
        Settings settings = ConfigFolder.in(temp).load(Map.of("cardferry_http_port", "81"));

        assertThat(settings.warnings()).singleElement().asString().contains("CARDFERRY_HTTP_PORT");
        assertThat(settings.hub().http().port()).isEqualTo(8080);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() {
        ConfigFolder folder = ConfigFolder.in(temp, "\uFEFFcardferry.http.port=81");

        assertThat(folder.load().hub().http().port()).isEqualTo(81);
    }

    @Test
    void theLinesMayEndAsOnWindows() {
        ConfigFolder folder = ConfigFolder.in(temp, "cardferry.http.port=81\r", "cardferry.http.host=localhost\r", "");

        assertThat(folder.load().hub().http().port()).isEqualTo(81);
        assertThat(folder.load().hub().http().host()).isEqualTo("localhost");
    }

    @Test
    void whereAKeyWasSetIsKnown() {
        Settings settings = ConfigFolder.in(temp, "", "cardferry.http.port=81", "cardferry.http.host=localhost")
                .load(Map.of("CARDFERRY_HTTP_PORT", "82"));

        assertThat(settings.place("cardferry.http.port")).contains("environment variable CARDFERRY_HTTP_PORT");
        assertThat(settings.place("cardferry.http.host").orElseThrow()).endsWith("application.properties:3");
        assertThat(settings.place("cardferry.profile")).isEmpty();
    }

    @Test
    void variablesOfTheLauncherAndTheCommandsAreNoWarning() {
        Map<String, String> launcher = Map.of(
                "CARDFERRY_LOG_LEVEL", "DEBUG",
                "CARDFERRY_URL", "http://localhost",
                "CARDFERRY_TOKEN", "t",
                "CARDFERRY_JAVA_OPTS", "-Xmx256m");

        assertThat(ConfigFolder.in(temp).load(launcher).warnings()).isEmpty();
    }

    @Test
    void thePasswordOfTheKeystoreIsTakenVerbatimAndNeverPrinted() {
        ConfigFolder folder = ConfigFolder.in(temp, "cardferry.security.keystore.path=keys.p12");

        HubSettings hub = folder.load(Map.of("CARDFERRY_SECURITY_KEYSTORE_PASSWORD", " s3cret "))
                .hub();

        assertThat(hub.keystore().orElseThrow().password().reveal()).containsExactly(" s3cret ".toCharArray());
        assertThat(hub.toString()).doesNotContain("s3cret");
    }
}
