package io.cardferry.outbound;

import static io.cardferry.outbound.Certificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLParameters;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets: what proves to a partner who we are, and to us who the partner is. */
@Timeout(120)
class AuthenticationTest {

    private static final AuthenticationForm NOTHING = new AuthenticationForm(AuthenticationScheme.NONE, null, false);
    private static final AuthenticationForm CERTIFICATE = new AuthenticationForm(AuthenticationScheme.NONE, null, true);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> configured = new HashMap<>();
    private final List<String> callers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        clock.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void userAndPasswordGoWithEveryCallWithoutBeingAskedForInUtf8() throws Exception {
        set("user", "cardferry");
        set("password", "schlüssel:1");

        assertThat(headerSent(new AuthenticationForm(AuthenticationScheme.BASIC, null, false), "Authorization"))
                .containsExactly(basic("cardferry:schlüssel:1"), basic("cardferry:schlüssel:1"));
    }

    @Test
    void aTokenGoesWithEveryCall() throws Exception {
        set("token", "tok.en~1");

        assertThat(headerSent(new AuthenticationForm(AuthenticationScheme.BEARER, null, false), "Authorization"))
                .containsExactly("Bearer tok.en~1", "Bearer tok.en~1");
    }

    @Test
    void anApiKeyGoesInTheHeaderThatThePartnerNames() throws Exception {
        set("token", "k1");

        assertThat(headerSent(new AuthenticationForm(AuthenticationScheme.API_KEY, "X-Bank-Key", false), "X-Bank-Key"))
                .containsExactly("k1", "k1");
    }

    @Test
    void withoutAuthenticationNothingIsSent() throws Exception {
        assertThat(headerSent(NOTHING, "Authorization")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientCertificateOpensAServerThatDemandsOneAndItsConnectionIsUsedAgain(String protocol) throws Exception {
        set("keystore.path", Certificates.client().toString());
        set("keystore.password", PASSWORD);
        set("truststore.path", Certificates.authorityPem().toString());

        assertThat(statuses(CERTIFICATE, protocol, "127.0.0.1")).containsExactly(200, 200);
        assertThat(callers).hasSize(2).containsOnly(callers.get(0));
    }

    @Test
    void aHeaderAndACertificateGoTogether() throws Exception {
        set("keystore.path", Certificates.client().toString());
        set("keystore.password", PASSWORD);
        set("truststore.path", Certificates.authorityStore().toString());
        set("truststore.password", PASSWORD);
        set("token", "tok-7");

        assertThat(statuses(new AuthenticationForm(AuthenticationScheme.BEARER, null, true), "TLSv1.3", "127.0.0.1"))
                .containsExactly(200, 200);
    }

    @Test
    void aServerOfAnAuthorityThatNobodyNamedIsSentNothing() {
        set("keystore.path", Certificates.client().toString());
        set("keystore.password", PASSWORD);

        assertThatThrownBy(() -> statuses(CERTIFICATE, "TLSv1.3", "127.0.0.1"))
                .isInstanceOf(NotSentException.class)
                .hasMessage("TLS failure");
        assertThat(callers).isEmpty();
    }

    @Test
    void aServerOfAnotherNameIsSentNothingThoughItsAuthorityIsBelieved() {
        set("keystore.path", Certificates.client().toString());
        set("keystore.password", PASSWORD);
        set("truststore.path", Certificates.authorityPem().toString());

        assertThatThrownBy(() -> statuses(CERTIFICATE, "TLSv1.3", "localhost"))
                .isInstanceOf(NotSentException.class)
                .hasMessage("TLS failure");
        assertThat(callers).isEmpty();
    }

    @Test
    void withoutACertificateAServerThatDemandsOneIsSentNothing() {
        set("truststore.path", Certificates.authorityPem().toString());

        assertThatThrownBy(() -> statuses(NOTHING, "TLSv1.2", "127.0.0.1")).isInstanceOf(NotSentException.class);
        assertThat(callers).isEmpty();
    }

    /** In TLS 1.3 a server looks at the certificate when the client has sent already: it may be told or not. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aStrangersCertificateOpensNothing(String protocol) {
        set("keystore.path", Certificates.stranger().toString());
        set("keystore.password", PASSWORD);
        set("truststore.path", Certificates.authorityPem().toString());

        assertThatThrownBy(() -> statuses(CERTIFICATE, protocol, "127.0.0.1"))
                .isInstanceOfAny(NotSentException.class, AnswerLostException.class);
        assertThat(callers).isEmpty();
    }

    private void set(String key, String value) {
        configured.put("authentication." + key, value);
    }

    private CloseableHttpClient client(AuthenticationForm form, String url) {
        Authentication authentication = new AuthenticationReader(
                        "cardferry.issuers.bank.", key -> Optional.ofNullable(configured.get(key)))
                .read(form, URI.create(url));
        configured
                .values()
                .forEach(secret -> assertThat(authentication.toString()).doesNotContain(secret));
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 2, 1000);
        return HttpClients.of(limits, authentication, clock);
    }

    /** What was in a header of two calls. */
    private List<String> headerSent(AuthenticationForm form, String header) throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.OK);
                CloseableHttpClient client = client(form, server.address("http"))) {
            for (int i = 0; i < 2; i++) {
                client.execute(new HttpPost(server.address("http")), response -> null);
            }
            return server.requests.stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith(header + ": "))
                    .map(line -> line.substring(header.length() + 2))
                    .toList();
        }
    }

    /** What a server that demands a client certificate answers two calls. */
    private List<Integer> statuses(AuthenticationForm form, String protocol, String host) throws Exception {
        HttpsServer server = server(protocol);
        String address = "https://" + host + ":" + server.getAddress().getPort() + "/";
        try (CloseableHttpClient client = client(form, address)) {
            return List.of(
                    client.execute(new HttpPost(address), response -> response.getCode()),
                    client.execute(new HttpPost(address), response -> response.getCode()));
        } finally {
            server.stop(0);
        }
    }

    private HttpsServer server(String protocol) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setHttpsConfigurator(new HttpsConfigurator(Certificates.server()) {
            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
                parameters.setNeedClientAuth(true);
                parameters.setProtocols(new String[] {protocol});
                connection.setSSLParameters(parameters);
            }
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            callers.add(exchange.getRemoteAddress().toString());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String basic(String both) {
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
