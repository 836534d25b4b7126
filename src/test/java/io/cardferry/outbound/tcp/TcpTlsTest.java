package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.Certificates.PASSWORD;
import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.outbound.AuthenticationForm;
import io.cardferry.outbound.AuthenticationReader;
import io.cardferry.outbound.AuthenticationScheme;
import io.cardferry.outbound.Certificates;
import io.cardferry.outbound.NotSentException;
import io.cardferry.outbound.tcp.FramedHost.Talk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets: whom a link believes to be the host, and what it shows it. */
@Timeout(300)
class TcpTlsTest {

    private final TcpFixture fixture = new TcpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientCertificateOpensAHostThatDemandsOne(String protocol) throws Exception {
        fixture.tls = believing(Certificates.client());
        try (FramedHost host = demanding(protocol)) {
            TcpLink<String> link = fixture.link(host.port());

            assertThat(end(ask(link, "1|x"))).isEqualTo("1|x");
            assertThat(end(ask(link, "2|x"))).isEqualTo("2|x");
            assertThat(host.talks).hasSize(1);
        }
    }

    @Test
    void aHostOfAnotherNameIsSentNothingThoughItsAuthorityIsBelieved() throws Exception {
        fixture.tls = believing(Certificates.client());
        fixture.host = "localhost";
        tlsFails();
    }

    @Test
    void aHostOfAnAuthorityThatNobodyNamedIsSentNothing() throws Exception {
        fixture.tls = SSLContext.getDefault();
        tlsFails();
    }

    private void tlsFails() throws IOException {
        try (FramedHost host = demanding("TLSv1.3")) {
            assertThat(end(ask(fixture.link(host.port()), "1|x"))).isEqualTo("not sent: TLS failure");
            assertThat(host.seen).isEmpty();
        }
    }

    @Test
    void aStrangersCertificateIsRefusedBeforeAnythingIsSentInTls12() throws Exception {
        fixture.tls = believing(Certificates.stranger());
        try (FramedHost host = demanding("TLSv1.2")) {
            assertThat(end(ask(fixture.link(host.port()), "1|x"))).isEqualTo("not sent: TLS failure");
            assertThat(host.seen).isEmpty();
        }
    }

    /** In TLS 1.3 a host looks at the certificate when we may have sent already: what is not certain counts as sent. */
    @Test
    void aStrangersCertificateLeavesDoubtInTls13() throws Exception {
        fixture.tls = believing(Certificates.stranger());
        try (FramedHost host = demanding("TLSv1.3")) {
            assertThat(end(ask(fixture.link(host.port()), "1|x"))).startsWith("lost: connection lost: ");
            assertThat(host.seen).isEmpty();
        }
    }

    @Test
    void aHostThatSpeaksNoTlsIsSentNothingAndItsWordsAreNotKept() throws Exception {
        fixture.tls = SSLContext.getDefault();
        try (ServerSocket socket = FramedHost.listening(0)) {
            Thread clear = new Thread(() -> {
                try {
                    socket.accept().getOutputStream().write("4111111111111111".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            clear.start();
            TcpLink<String> link = fixture.link(socket.getLocalPort());

            assertThatThrownBy(() -> link.exchange(new byte[1], "1", "about", System.nanoTime() + 60_000_000_000L)
                            .end()
                            .join())
                    .cause()
                    .isInstanceOf(NotSentException.class)
                    .hasMessage("TLS failure")
                    .hasStackTraceContaining("does not speak TLS")
                    .satisfies(failure -> assertThat(failure.getCause()).hasNoCause());
            clear.join();
        }
    }

    /** An issuer is not slow because it could not be reached at once. */
    @Test
    void aCallIsSentWhenItsConnectionStandsTlsIncludedAndNotWhenItIsMade() throws Exception {
        fixture.tls = believing(Certificates.client());
        try (ServerSocket socket = listening("TLSv1.3")) {
            TcpCall call = fixture.link(socket.getLocalPort())
                    .exchange("1|x".getBytes(StandardCharsets.US_ASCII), "1", "about", farAway());
            assertThat(call.sentAtNanos()).isEmpty();

            long opens = System.nanoTime();
            try (FramedHost host = new FramedHost(socket, TcpFixture.USUAL, FramedHost.ECHOES)) {
                assertThat(end(TcpFixture.ending(call.end()))).isEqualTo("1|x");
                assertThat(host.talks).hasSize(1);
                assertThat(call.sentAtNanos().orElseThrow() - opens).isPositive();
            }
        }
    }

    private static long farAway() {
        return System.nanoTime() + TcpFixture.PATIENT.toNanos();
    }

    /** Farewells of TLS included: what lies in its buffers must not leave later. */
    @Test
    void whatTheHostDidNotReadBeforeTheTimeoutNeverLeavesLater() throws Exception {
        fixture.tls = believing(Certificates.client());
        fixture.header = new LengthHeader(4, false);
        fixture.longest = 32 * 1024 * 1024;
        fixture.response = Duration.ofSeconds(2);
        try (FramedHost host = new FramedHost(listening("TLSv1.3"), fixture.header, (talk, message) -> {
            if (!message.startsWith("2")) {
                talk.say(message);
            }
        })) {
            TcpLink<String> link = fixture.link(host.port());
            assertThat(end(ask(link, "1|x"))).isEqualTo("1|x");

            Talk talk = host.latest();
            talk.hold();
            assertThat(end(ask(link, "2|" + "x".repeat(fixture.longest - 2)))).isEqualTo("late: response timeout");
            talk.goOn();
            await().until(talk::hasEnded);

            assertThat(end(ask(link, "3|x"))).isEqualTo("3|x");
            assertThat(host.seen).containsExactly("1|x", "3|x");
        }
    }

    private static SSLContext believing(Path keystore) {
        Map<String, String> configured = new HashMap<>();
        configured.put("authentication.keystore.path", keystore.toString());
        configured.put("authentication.keystore.password", PASSWORD);
        configured.put(
                "authentication.truststore.path", Certificates.authorityPem().toString());
        return new AuthenticationReader("cardferry.issuers.bank.", key -> Optional.ofNullable(configured.get(key)))
                .read(new AuthenticationForm(AuthenticationScheme.NONE, null, true), URI.create("https://127.0.0.1"))
                .tls()
                .orElseThrow();
    }

    private static FramedHost demanding(String protocol) throws IOException {
        return new FramedHost(listening(protocol), TcpFixture.USUAL, FramedHost.ECHOES);
    }

    private static ServerSocket listening(String protocol) throws IOException {
        SSLServerSocket socket = (SSLServerSocket) Certificates.server()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }
}
