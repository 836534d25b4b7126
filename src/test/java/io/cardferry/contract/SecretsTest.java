package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.HOME;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.outbound.Certificates;
import io.cardferry.postgres.Once;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;

/** What authenticates the hub is on the wire to each source and issuer, and nowhere else. */
@Once
class SecretsTest {

    private static final String KEY = "CanaryApiKey";
    private static final String PASSWORD = "CanaryPassword";
    private static final String TOKEN = "CanaryBearer";
    private static final String BASIC =
            Base64.getEncoder().encodeToString(("hub:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private static final StubServer BANK = new StubServer(call -> null, HubFixture::approved, Certificates.server());

    private static final Path CONFIG = configuration();

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .configuredIn(CONFIG)
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.sources.phone-wallet.authentication.token", TOKEN)
            .with("cardferry.issuers.aurora.url", BANK.uri().toString())
            .with("cardferry.issuers.aurora.response-timeout", "10s")
            .with("cardferry.issuers.aurora.connect-timeout", "10s")
            .with("cardferry.issuers.aurora.retry.first-delay", "100ms")
            .with("cardferry.issuers.aurora.authentication.token", KEY)
            .with(
                    "cardferry.issuers.aurora.authentication.keystore.path",
                    Certificates.client().toString())
            .with("cardferry.issuers.aurora.authentication.keystore.password", Certificates.PASSWORD)
            .with(
                    "cardferry.issuers.aurora.authentication.truststore.path",
                    Certificates.authorityPem().toString())
            .with("cardferry.issuers.borealis.authentication.user", "hub")
            .with("cardferry.issuers.borealis.authentication.password", PASSWORD);

    private final String account = anAccount();

    @AfterAll
    static void stop() throws IOException {
        BANK.close();
        FileSystemUtils.deleteRecursively(CONFIG);
    }

    @Test
    void attemptInquiryAndRepeatCarryTheKeyOverMutualTlsAndNothingOfItIsKeptOrShown() throws IOException {
        BANK.behave(call -> {
            if (call.method().equals("GET")) {
                return Reply.answer(404, "{\"code\":\"UNKNOWN_REQUEST\"}");
            }
            long attempts = BANK.calls().stream()
                    .filter(earlier -> earlier.method().equals("POST"))
                    .count();
            return attempts == 1 ? Reply.answer(500, "") : HubFixture.approved(call);
        });

        String id = hub.begin(all(account));
        JsonNode resource = hub.awaitCard(id, "APPROVED");

        assertThat(BANK.calls()).extracting(StubServer.Call::method).containsExactly("POST", "GET", "POST");
        assertThat(BANK.calls()).allSatisfy(call -> {
            assertThat(call.header("X-Bank-Key")).isEqualTo(KEY);
            assertThat(call.header("Authorization")).isNull();
        });
        assertThat(hub.source.calls(account))
                .allSatisfy(call -> assertThat(call.header("Authorization")).isEqualTo("Bearer " + TOKEN));
        String shown = resource.toString()
                + hub.history(id)
                + hub.get("/v1/issuers").body()
                + hub.get("/metrics").body()
                + hub.get("/health/ready").body();
        assertThat(shown).doesNotContain(KEY, PASSWORD, TOKEN, BASIC, Certificates.PASSWORD);
        for (Path file : filesOf(hub.data())) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(KEY, PASSWORD, TOKEN, BASIC, Certificates.PASSWORD);
        }
    }

    @Test
    void userAndPasswordGoToTheIssuerThatAsksForThemAndToNoOther() {
        hub.source.says(
                account, CardList.of(account).with(Enrolments.card("c-2")).reply());

        hub.awaitCard(hub.begin(all(account)), "APPROVED");

        assertThat(hub.borealis.calls(account)).singleElement().satisfies(call -> {
            assertThat(call.header("Authorization")).isEqualTo("Basic " + BASIC);
            assertThat(call.header("X-Bank-Key")).isNull();
        });
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** The shipped one, with an authentication asked for in three files. */
    private static Path configuration() {
        try {
            Path folder = Files.createTempDirectory("cardferry-secrets");
            FileSystemUtils.copyRecursively(HOME.resolve("config"), folder);
            ask(folder.resolve("issuers/aurora/issuer.yaml"), "  type: http\n", """
                  type: http
                  authentication: {type: api-key, header: X-Bank-Key, client-certificate: true}
                """);
            ask(folder.resolve("issuers/borealis/issuer.yaml"), "  type: http\n", """
                  type: http
                  authentication: {type: basic}
                """);
            ask(folder.resolve("sources/phone-wallet/source.yaml"), "name: Phone wallet\n", """
                name: Phone wallet
                authentication: {type: bearer}
                """);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ask(Path file, String from, String to) throws IOException {
        Files.writeString(file, Files.readString(file).replace(from, to));
    }
}
