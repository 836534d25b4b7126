package io.cardferry.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationReaderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            basic   |       |                      | "basic" needs bank.authentication.user and bank.authentication.password; set it
            basic   |       | user                 | "basic" needs bank.authentication.password; set it
            bearer  |       |                      | "bearer" needs bank.authentication.token; set it
            api-key | X-Key |                      | "api-key" needs bank.authentication.token; set it
            bearer  |       | token user           | "bearer" has no use for bank.authentication.user; correct
            none    |       | token                | "none" has no use for bank.authentication.token; correct
            none    |       | keystore.path        | "none" has no use for bank.authentication.keystore.path; correct
            none    |       | truststore.password  | bank.authentication.truststore.password needs bank.authentication.truststore.path
            """)
    void whatIsMissingAndWhatHasNoUseIsNamedByItsKey(String scheme, String header, String set, String line) {
        Map<String, String> configured = new HashMap<>();
        if (set != null) {
            for (String key : set.split(" ")) {
                configured.put(key, "canary");
            }
        }

        String refusal = refusal(form(scheme, header, false), "https://bank.example", configured);

        assertThat(refusal).startsWith(line).doesNotContain("canary");
    }

    @Test
    void aClientCertificateNeedsItsKeystoreWhateverTheHeaderIs() {
        assertThat(refusal(form("bearer", null, true), "https://bank.example", Map.of("token", "t")))
                .startsWith("\"bearer\" with a client certificate needs bank.authentication.keystore.path and "
                        + "bank.authentication.keystore.password");
    }

    @Test
    void overPlainHttpThereIsNeitherACertificateNorAnAuthority() {
        assertThat(refusal(form("none", null, false), "http://bank.example", Map.of("truststore.path", "ca.pem")))
                .isEqualTo("bank.authentication.truststore.path is of use with https only, and the url is plain http;"
                        + " change its scheme");
    }

    @Test
    void aStoreThatIsNotThereOrIsNoneNamesKeyAndFile() throws IOException {
        Path rubbish = Files.writeString(folder.resolve("rubbish"), "canary");
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        assertThat(ofTruststore(folder.resolve("no.pem"), null))
                .isEqualTo("bank.authentication.truststore.path = " + folder.resolve("no.pem")
                        + ": there is no such file");
        assertThat(ofTruststore(rubbish, null)).contains("rubbish: holds no certificates in PEM");
        assertThat(ofTruststore(empty, null)).contains("empty.pem: holds no trusted certificate");
        assertThat(ofTruststore(rubbish, "pw")).contains("rubbish: is not a readable PKCS#12 file");
        assertThat(ofTruststore(Certificates.authorityStore(), "wrong")).contains("the password is wrong");
        assertThat(ofTruststore(Certificates.client(), Certificates.PASSWORD)).contains("holds no trusted certificate");
        assertThat(ofKeystore(rubbish, "pw"))
                .startsWith("bank.authentication.keystore.path = " + rubbish)
                .doesNotContain("canary");
        assertThat(ofKeystore(Certificates.client(), "wrong")).contains("the password is wrong");
        assertThat(ofKeystore(Certificates.authorityStore(), Certificates.PASSWORD))
                .contains("holds no private key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "cookie",
                "traceparent",
                "X-Request-Id",
                "CamelHttpPath",
                "X Key",
                "Cardferry-Send-Until"
            })
    void notEveryHeaderCanHoldAnApiKey(String header) {
        assertThatThrownBy(() -> form("api-key", header, false)).hasMessageContaining("can't hold an API key");
    }

    @Test
    void aHeaderIsNamedForAnApiKeyAndForNothingElse() {
        assertThatThrownBy(() -> form("api-key", null, false)).hasMessageContaining("needs the key 'header'");
        assertThatThrownBy(() -> form("bearer", "X-Key", false)).hasMessageContaining("takes no key 'header'");
    }

    private static AuthenticationForm form(String scheme, String header, boolean certificate) {
        return new AuthenticationForm(AuthenticationScheme.of(scheme).orElseThrow(), header, certificate);
    }

    private static String ofTruststore(Path file, String password) {
        Map<String, String> configured = new HashMap<>(Map.of("truststore.path", file.toString()));
        if (password != null) {
            configured.put("truststore.password", password);
        }
        return refusal(form("none", null, false), "https://bank.example", configured);
    }

    private static String ofKeystore(Path file, String password) {
        return refusal(
                form("none", null, true),
                "https://bank.example",
                Map.of("keystore.path", file.toString(), "keystore.password", password));
    }

    private static String refusal(AuthenticationForm form, String url, Map<String, String> configured) {
        AuthenticationReader reader = new AuthenticationReader(
                "bank.", key -> Optional.ofNullable(configured.get(key.substring("authentication.".length()))));
        return catchThrowableOfType(IllegalArgumentException.class, () -> reader.read(form, URI.create(url)))
                .getMessage();
    }
}
