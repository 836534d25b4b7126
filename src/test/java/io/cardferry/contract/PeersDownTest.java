package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.FixedPorts;
import io.cardferry.postgres.Once;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources and issuers that can't be reached: certainly nothing was sent. */
@Once
class PeersDownTest {

    /** Held, because one that nobody holds is closed. */
    private static final ServerSocket SILENT = silent();

    private final String account = anAccount();

    @AfterAll
    static void close() throws IOException {
        SILENT.close();
    }

    static Stream<String> nobodyThere() {
        return Stream.of(
                "http://127.0.0.1:" + FixedPorts.next(),
                "http://no-such-host.invalid",
                "https://127.0.0.1:" + silentPort());
    }

    @ParameterizedTest
    @MethodSource("nobodyThere")
    void aCardForAnIssuerThatCannotBeReachedWaitsForItsRetry(String url) throws Exception {
        HubFixture hub = new HubFixture()
                .with("cardferry.issuers.aurora.url", url)
                .with("cardferry.issuers.aurora.connect-timeout", "500ms");
        hub.beforeAll(null);
        try {
            JsonNode card = hub.awaitCard(hub.begin(all(account)), "RETRY_SCHEDULED");

            assertThat(card.path("inDoubt").asBoolean()).isFalse();
            assertThat(card.path("attempts").asInt()).isEqualTo(1);
            assertThat(card.path("nextAttemptAt").isNull()).isFalse();
            assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-unreachable");
        } finally {
            hub.afterAll(null);
        }
    }

    @Test
    void aRegistrationWhoseSourceIsDownIsAcceptedAndWaits() throws Exception {
        HubFixture hub =
                new HubFixture().with("cardferry.sources.phone-wallet.url", "http://127.0.0.1:" + FixedPorts.next());
        hub.beforeAll(null);
        try {
            HttpResponse<String> response = hub.post(aKey(), all(account), "Prefer", "wait=1");

            assertThat(response.statusCode()).isEqualTo(202);
            JsonNode resource = json(response);
            assertThat(resource.path("status").asText()).isEqualTo("PROCESSING");
            assertThat(resource.at("/discovery/sources/0/status").asText()).isEqualTo("FAILED");
            assertThat(hub.get("/health/ready").statusCode()).isEqualTo(200);
        } finally {
            hub.afterAll(null);
        }
    }

    /** Listens, and says nothing: the handshake of TLS never ends. */
    private static int silentPort() {
        return SILENT.getLocalPort();
    }

    private static ServerSocket silent() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
