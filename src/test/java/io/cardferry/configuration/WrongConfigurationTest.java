package io.cardferry.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongConfigurationTest {

    @TempDir
    Path temp;

    @Test
    void anUnknownKeyIsNamedWithItsValueItsLineAndTheNearestKnownKey() {
        String line = refusal("", "# port", "cardferry.http.prot=81");

        assertThat(line)
                .contains("application.properties:3", "cardferry.http.prot", "81")
                .contains("nearest known key is cardferry.http.port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cardferry.mail.server", "server.port", "cardferry.x", "x"})
    void aKeyThatIsLikeNoneIsNamedWithoutASuggestion(String key) {
        assertThat(refusal(key + "=81")).contains("unknown key " + key).doesNotContain("nearest");
    }

    @Test
    void aPasswordUnderAnUnknownKeyIsNotShownEvenWithoutASuggestion() {
        assertThat(refusal("db.passwd=hunter2")).doesNotContain("nearest").doesNotContain("hunter2");
    }

    @Test
    void aKeyOfASourceThatHasNoFolderIsUnknown() {
        ConfigFolder.in(temp).with("sources", "phone-wallet");

        assertThat(refusal("cardferry.sources.phone-walet.url=http://localhost"))
                .contains("cardferry.sources.phone-wallet.url", "there is no folder sources/phone-walet");
    }

    @Test
    void theNearestKeyToTheNameOfAVariableIsItsKey() {
        assertThat(refusal("CARDFERRY_HTTP_PORT=80")).contains("nearest known key is cardferry.http.port");
        assertThat(refusal("Cardferry.Data_Dir=x")).contains("nearest known key is cardferry.data-dir");
    }

    @Test
    void everyMistakeOfFileAndEnvironmentIsToldAtOnce() {
        ConfigFolder folder = ConfigFolder.in(
                temp, "cardferry.http.prot=81", "cardferry.profile=test", "cardferry.profile=dev", "x=\\u12");

        assertThatThrownBy(() -> folder.load(Map.of("CARDFERRY_HTTP_PORT", "eighty")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.lines())
                                .satisfiesExactlyInAnyOrder(
                                        line -> assertThat(line).contains(":1", "cardferry.http.prot"),
                                        line -> assertThat(line).contains(":2", "cardferry.profile", "dev or prod"),
                                        line -> assertThat(line).contains(":3", "given twice"),
                                        line -> assertThat(line).contains(":4", "escape"),
                                        line -> assertThat(line).contains("CARDFERRY_HTTP_PORT")));
    }

    @Test
    void aFileThatIsSomethingElseIsNotToldLineByLine() {
        ConfigFolder folder = ConfigFolder.in(
                temp, IntStream.range(0, 500).mapToObj(n -> "line" + n).toArray(String[]::new));

        assertThatThrownBy(folder::load)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.lines()).hasSize(21).endsWith("and 480 more"));
    }

    @Test
    void whatLooksLikeABlankAndIsNoneIsShown() {
        assertThat(refusal("cardferry.http.port=\u00a081")).contains("\"\\u00a081\"");
    }

    @Test
    void aKeyThatIsNeitherOursNorCamelsIsUnknown() {
        assertThat(refusal("server.port=80")).contains("server.port");
    }

    @Test
    void anInquiryIsNoKeyOfASource() {
        ConfigFolder.in(temp).with("sources", "phone-wallet");

        assertThat(refusal("cardferry.sources.phone-wallet.inquiry.not-before=1s"))
                .contains("unknown key");
    }

    @Test
    void aBadValueIsNamedWithItsKeyItsLineAndWhatIsAllowed() {
        assertThat(refusal("cardferry.http.port=eighty"))
                .contains("application.properties:1", "cardferry.http.port", "eighty", "0 to 65535");
    }

    @Test
    void aBadValueInTheEnvironmentIsNamedWithItsVariable() {
        ConfigFolder folder = ConfigFolder.in(temp);

        assertThatThrownBy(() -> folder.load(Map.of("CARDFERRY_DELIVERY_LEASE", "500ms")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "CARDFERRY_DELIVERY_LEASE", "cardferry.delivery.lease", "\"500ms\"", "1s to 10m");
    }

    @Test
    void aBadValueInTheFileIsAnErrorEvenIfTheEnvironmentWouldWin() {
        ConfigFolder folder = ConfigFolder.in(temp, "cardferry.http.port=eighty");

        assertThatThrownBy(() -> folder.load(Map.of("CARDFERRY_HTTP_PORT", "80")))
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "cardferry.profile, test",
        "cardferry.profile, DEV",
        "cardferry.http.host, 'a b'",
        "cardferry.http.port, 65536",
        "cardferry.http.port, -1",
        "cardferry.http.port, ''",
        "cardferry.http.port, +81",
        "cardferry.http.port, ٨١",
        "cardferry.http.host, '::::'",
        "cardferry.http.host, '127.0.0.1:80'",
        "cardferry.data-dir, ~/cardferry",
        "cardferry.data-dir, 'C:\\new'",
        "cardferry.http.wait-max, 301s",
        "cardferry.http.wait-max, 5",
        "cardferry.data-dir, ''",
        "cardferry.requestor.id, 1234567890",
        "cardferry.requestor.id, 123456789012",
        "cardferry.idempotency.retention, 0s",
        "cardferry.delivery.poll-interval, 99ms",
        "cardferry.delivery.poll-interval, 61s",
        "cardferry.delivery.lease, 11m",
        "cardferry.sources.a.connect-timeout, 9ms",
        "cardferry.sources.a.response-timeout, 6m",
        "cardferry.sources.a.retry.multiplier, 0.5",
        "cardferry.sources.a.retry.multiplier, NaN",
        "cardferry.sources.a.retry.max-attempts, 0",
        "cardferry.sources.a.enabled, yes",
        "cardferry.sources.a.url, phone-wallet",
        "cardferry.sources.a.url, ftp://localhost/x",
        "cardferry.sources.a.url, http:///cards",
        "cardferry.sources.a.url, http://localhost?x=1",
        "cardferry.sources.a.url, http://localhost/#x",
        "cardferry.sources.a.url, http://localhost:99999",
        "cardferry.sources.a.url, 'http://local host'",
        "cardferry.sources.a.url, http://localhost/{{env:HOME}}",
    })
    void valuesOutsideOfTheirBoundsAreRefused(String key, String value) {
        ConfigFolder.in(temp).with("sources", "a");

        assertThat(refusal(key + "=" + value)).contains(key + " = ");
    }

    @Test
    void aKeyGivenTwiceIsRefusedAndBothLinesAreNamed() {
        assertThat(refusal("cardferry.http.port=1", "cardferry.http.host=\\", "  localhost", "cardferry.http.port=1"))
                .contains("application.properties:4", "application.properties:1", "twice");
    }

    @Test
    void commentsAndContinuedLinesDoNotShiftTheLineThatIsNamed() {
        assertThat(refusal("# see C:\\", "cardferry.http.port=eighty")).contains("application.properties:2");
        assertThat(refusal("camel.x=\\", "  y", "", "cardferry.http.port=eighty"))
                .contains("application.properties:4");
    }

    @Test
    void aPasswordIsNeverShownNotEvenUnderAMistypedKey() {
        assertThat(refusal("cardferry.security.keystore.pasword=hunter2")).doesNotContain("hunter2");
        assertThat(refusal("my.password=hunter2")).doesNotContain("hunter2");
    }

    @Test
    void aPasswordWithinAnAddressIsRefusedAndNotShown() {
        ConfigFolder.in(temp).with("sources", "a");

        assertThat(refusal("cardferry.sources.a.url=http://joe:hunter2@localhost/"))
                .doesNotContain("hunter2");
    }

    @Test
    void theMessageStaysOneLineWhateverTheValue() {
        assertThat(refusal("cardferry.http.host=a\\nb\\r\\u2028c" + "x".repeat(5000)))
                .hasSizeLessThan(400);
    }

    @Test
    void theKeystoresPathAndPasswordGoTogether() {
        assertThat(refusal("cardferry.security.keystore.path=keys.p12"))
                .contains("cardferry.security.keystore.password is missing");
        assertThat(refusal("cardferry.security.keystore.password=x"))
                .contains("cardferry.security.keystore.path is missing")
                .doesNotContain("=x");
    }

    @Test
    void aMissingFolderAndAMissingFileAreNamed() throws Exception {
        Path folder = temp.resolve("etc");
        assertThatThrownBy(() -> Settings.load(folder, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("etc", "--config");

        Files.createDirectory(folder);
        assertThatThrownBy(() -> Settings.load(folder, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("application.properties");
    }

    @Test
    void aFileThatIsNoTextOrHasABrokenEscapeIsRefused() throws Exception {
        assertThat(refusal("cardferry.http.host=\\u12")).contains("application.properties:1");

        Files.write(temp.resolve("config/application.properties"), new byte[] {'#', 10, 'a', (byte) 0xff, 10});
        assertThatThrownBy(() -> Settings.load(temp.resolve("config"), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("application.properties:2", "UTF-8");
    }

    @Test
    void twoKeysThatWouldShareAVariableAreRefused() {
        assertThatThrownBy(() -> KnownKeys.variables(List.of("cardferry.sources.a.b-c", "cardferry.sources.a-b.c")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "CARDFERRY_SOURCES_A_B_C", "cardferry.sources.a.b-c", "cardferry.sources.a-b.c");
    }

    private String refusal(String... lines) {
        ConfigFolder folder = ConfigFolder.in(temp, lines);
        Throwable refusal = catchThrowable(folder::load);
        assertThat(refusal).isInstanceOf(ConfigurationException.class);
        assertThat(refusal.getMessage()).hasLineCount(1);
        return refusal.getMessage();
    }
}
