package io.cardferry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.configuration.Settings;
import io.cardferry.delivery.RetryPolicy;
import io.cardferry.outbound.Authentication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLoaderTest {

    private static final String SOURCE = """
            id: bank
            name: The bank
            url: http://localhost:9000/bank/
            connect-timeout: 1s
            response-timeout: 2s
            retry: {first-delay: 2s, multiplier: 1.5, max-delay: 5m, max-attempts: 10, max-age: 1h}
            """;

    private static final String MAPPED = SOURCE + """
            request: {path: "/customers/{accountId}/wallet?view=cards"}
            answer: {mapping: answer.jslt}
            """;

    @TempDir
    Path config;

    @BeforeEach
    void emptyConfiguration() throws IOException {
        Files.writeString(config.resolve("application.properties"), "");
    }

    @Test
    void theShippedSourcesAreThePhoneWalletOnAndTheWatchWalletOff() {
        List<CardSource> sources = new SourceLoader(Settings.load(Path.of("config"), Map.of())).load();

        assertThat(sources).extracting(CardSource::id).containsExactly("phone-wallet", "watch-wallet");
        assertThat(sources).extracting(CardSource::enabled).containsExactly(true, false);
        assertThat(sources.get(0).url()).isEqualTo(URI.create("http://127.0.0.1:18080/phone-wallet"));
    }

    @Test
    void aSourceIsReadFromItsFolder() {
        write("bank", SOURCE);

        assertThat(load(Map.of()))
                .containsExactly(new CardSource(
                        "bank",
                        "The bank",
                        URI.create("http://localhost:9000/bank"),
                        Authentication.NONE,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        SourceForm.CANONICAL,
                        new RetryPolicy(Duration.ofSeconds(2), 1.5, Duration.ofMinutes(5), 10, Duration.ofHours(1)),
                        true));
    }

    @Test
    void theEnvironmentSetsWhatTheFileSays() {
        write("bank", SOURCE);

        CardSource source = load(Map.of(
                        "CARDFERRY_SOURCES_BANK_URL", "https://cards.example.com/",
                        "CARDFERRY_SOURCES_BANK_RETRY_MAX_ATTEMPTS", "3"))
                .get(0);

        assertThat(source.url()).isEqualTo(URI.create("https://cards.example.com"));
        assertThat(source.retry().maxAttempts()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "name: The bank, nam: The bank, unknown key nam",
        "connect-timeout: 1s, conect-timeout: 1s, connect-timeout",
        "max-age: 1h, max-aeg: 1h, retry.max-age",
        "max-age: 1h, max-age: 31d, 1ms to 30d",
        "id: bank, id: baker, the name of its folder",
        "url: http:, url: ftp:, http or https",
        "connect-timeout: 1s, connect-timeout: [1s], no plain value",
        "connect-timeout: 1s, connect-timeout:, is not allowed",
        "connect-timeout: 1s, response-timeout: 1s, not valid YAML",
        "connect-timeout: 1s, '', connect-timeout is missing",
        "first-delay: 2s, first-delay: 6m, retry.max-delay is at least first-delay",
        "id: bank, '\tid: bank', not valid YAML",
        "id: bank, retry.max-age: 1h, given twice",
    })
    void aWrongFileIsRefusedInOneLineThatNamesIt(String right, String wrong, String told) {
        write("bank", SOURCE.replace(right, wrong));

        assertThat(refusal()).contains("source.yaml", told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: digest}                      | authentication.type = "digest" is not allowed; it takes one of none, basic, bearer, api-key
            {type: bearer}                      | "bearer" needs cardferry.sources.bank.authentication.token; set it from outside
            {type: bearer, token: canary}       | authentication.token is set from outside only, as cardferry.sources.bank.authentication.token
            {type: api-key}                     | needs the key 'header'
            {type: api-key, header: X-Request-Id} | a header of this name can't hold an API key
            {client-certificate: maybe}         | authentication.client-certificate = "maybe" is not allowed; it takes true or false
            {client-certificate: true}          | "none" with a client certificate needs cardferry.sources.bank.authentication.keystore.path and
            """)
    void aMistakeInTheAuthenticationIsOneLineThatNamesTheFile(String written, String told) {
        write("bank", SOURCE + "authentication: " + written + "\n");

        assertThat(refusal()).contains("source.yaml", told).doesNotContain("canary");
    }

    @Test
    void theSecretsOfASourceComeFromOutsideAndOneThatIsOffNeedsNoneYet() {
        write("bank", SOURCE + "authentication: {type: bearer}\n");
        write("later", SOURCE.replace("bank", "later") + "authentication: {type: basic}\nenabled: false\n");

        List<CardSource> sources = load(Map.of("CARDFERRY_SOURCES_BANK_AUTHENTICATION_TOKEN", "canary"));

        assertThat(sources).hasSize(2);
        assertThat(sources.get(0).authentication()).isNotEqualTo(Authentication.NONE);
        assertThat(sources.get(1).authentication()).isEqualTo(Authentication.NONE);
        assertThat(sources.toString()).doesNotContain("canary");
    }

    @Test
    void aTokenWithABlankOrALineEndIsRefusedWithoutShowingIt() {
        write("bank", SOURCE + "authentication: {type: bearer}\n");

        for (String token : List.of("canary two", "canary\n", "canary\r\nX: y", "canarü")) {
            assertThatThrownBy(() -> load(Map.of("CARDFERRY_SOURCES_BANK_AUTHENTICATION_TOKEN", token)))
                    .hasMessageContaining("cardferry.sources.bank.authentication.token = *** is not allowed; it takes")
                    .hasMessageNotContaining("canar");
        }
    }

    @Test
    void aSourceMayHaveAPathAndAMappingOfItsOwn() {
        write("bank", MAPPED);
        write("bank", "answer.jslt", "{\"code\": \"ACCOUNT_UNKNOWN\"}");

        SourceForm form = load(Map.of()).get(0).form();

        assertThat(form.path()).isEqualTo(new RequestPath("/customers/{accountId}/wallet?view=cards"));
        assertThat(form.mapping().jslt().file()).isEqualTo("bank/answer.jslt");
    }

    @ParameterizedTest
    @CsvSource({
        "{path, {paht, request.path",
        "{accountId}, {customerId}, '{accountId} in it'",
        "/customers/, customers/, request.path",
        "{mapping, {maping, answer.mapping",
        "answer.jslt, ../answer.jslt, a file beside it",
        "answer.jslt, other.jslt, no such file",
    })
    void aWrongFormIsRefusedInOneLineThatNamesIt(String right, String wrong, String told) {
        write("bank", MAPPED.replace(right, wrong));
        write("bank", "answer.jslt", "{}");

        assertThat(refusal()).contains("source.yaml", told);
    }

    @Test
    void aMappingThatIsNoJsltIsRefusedInOneLineWithFileAndLine() {
        write("bank", MAPPED);
        write("bank", "answer.jslt", "{\n  \"cards\": [for (.body.cards) }\n}");

        assertThat(refusal())
                .contains(config.resolve("sources/bank/answer.jslt:2").toString(), "correct it");
    }

    @Test
    void overridesThatDisagreeWithTheFileAreRefused() {
        write("bank", SOURCE);

        assertThat(refusal(Map.of("CARDFERRY_SOURCES_BANK_RETRY_MAX_DELAY", "1s")))
                .contains("source.yaml", "retry.max-delay is at least first-delay");
    }

    @Test
    void aFolderWhoseNameIsNoIdIsRefused() {
        write("bank", SOURCE);
        write("My-Bank", SOURCE);
        assertThat(refusal()).contains("My-Bank");
    }

    @Test
    void anEmptyFileIsRefused() {
        write("bank", "");

        assertThat(refusal()).contains("source.yaml");
    }

    @Test
    void aFolderWithoutAFileIsRefused() throws IOException {
        Files.createDirectories(config.resolve("sources/bank"));

        assertThat(refusal()).contains("source.yaml", "no such file");
    }

    @Test
    void aHubWithoutAnySourceIsRefused() throws IOException {
        assertThat(refusal()).contains("sources");

        Files.createDirectories(config.resolve("sources/.git"));
        assertThat(refusal()).contains("no card source is enabled");
    }

    @Test
    void aHubWhoseSourcesAreAllOffIsRefused() {
        write("bank", SOURCE);

        assertThat(refusal(Map.of("CARDFERRY_SOURCES_BANK_ENABLED", "false"))).contains("no card source is enabled");
    }

    private List<CardSource> load(Map<String, String> environment) {
        return new SourceLoader(Settings.load(config, environment)).load();
    }

    private String refusal() {
        return refusal(Map.of());
    }

    private String refusal(Map<String, String> environment) {
        Throwable refusal = catchThrowable(() -> load(environment));
        assertThat(refusal).isInstanceOf(ConfigurationException.class);
        assertThat(refusal.getMessage()).hasLineCount(1);
        return refusal.getMessage();
    }

    private void write(String folder, String yaml) {
        write(folder, "source.yaml", yaml);
    }

    private void write(String folder, String file, String text) {
        try {
            Path source = Files.createDirectories(config.resolve("sources").resolve(folder));
            Files.writeString(source.resolve(file), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
