package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.askUntil;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.FixedPorts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets: what is said not to be sent, and why. */
@Timeout(300)
class NotSentTest {

    private final TcpFixture fixture = new TcpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void nobodyListens() {
        assertThat(end(ask(fixture.link(FixedPorts.next()), "1|x"))).isEqualTo("not sent: connection refused");
    }

    @Test
    void nobodyListensForAnyOfSeveral() {
        fixture.connections = 16;
        TcpLink<String> link = fixture.link(FixedPorts.next());

        List<CompletableFuture<String>> asked = Stream.of("1|x", "2|x", "3|x")
                .map(message -> ask(link, message))
                .toList();

        assertThat(asked.stream().map(TcpFixture::end)).containsOnly("not sent: connection refused");
    }

    @Test
    void theHostIsUnknown() {
        fixture.host = "nobody.invalid";
        // A name server may take its time to say so.
        fixture.connect = Duration.ofSeconds(50);

        assertThat(end(ask(fixture.link(1), "1|x"))).isEqualTo("not sent: unknown host");
    }

    @Test
    void aNameIsLookedUp() throws Exception {
        fixture.host = "localhost";
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            assertThat(end(ask(fixture.link(host.port()), "1|x"))).isEqualTo("1|x");
        }
    }

    /** The connection stands, TLS never does. */
    @Test
    void theConnectTimeoutHoldsForTlsAsWell() throws Exception {
        fixture.tls = SSLContext.getDefault();
        fixture.connect = Duration.ofMillis(300);
        try (FramedHost host = FramedHost.that(FramedHost.SILENT)) {
            assertThat(end(ask(fixture.link(host.port()), "1|x"))).isEqualTo("not sent: connect timeout");
            // And the try itself has ended: there is another one.
            await().until(() -> host.talks.size() > 1);
        }
    }

    @Test
    void theLinkIsClosedWhileItConnects() throws Exception {
        fixture.tls = SSLContext.getDefault();
        try (FramedHost host = FramedHost.that(FramedHost.SILENT)) {
            TcpLink<String> link = fixture.link(host.port());
            CompletableFuture<String> waits = ask(link, "1|x");
            await().until(() -> host.talks.size() == 1);

            link.close();

            assertThat(end(waits)).isEqualTo("not sent: closed");
        }
    }

    @Test
    void thereIsNoTimeLeft() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> link = fixture.link(host.port());

            assertThat(end(askUntil(link, "1|x", System.nanoTime() - 1)))
                    .isEqualTo("not sent: no time left to send it");
            assertThat(end(askUntil(link, "2|x", System.nanoTime() - 1)))
                    .isEqualTo("not sent: no time left to send it");
            assertThat(end(ask(link, "3|x"))).isEqualTo("3|x");
            assertThat(host.seen).containsExactly("3|x");
        }
    }

    /** A pause between two tries in the background does not hold up who has something to send. */
    @Test
    void whoSendsWhenTheHostIsBackIsNotHeldUpByAPause() throws Exception {
        int port = FixedPorts.next();
        TcpLink<String> link = fixture.link(port);
        for (int i = 0; i < 20; i++) {
            // Each of them is a try that fails: the pauses grow.
            assertThat(end(ask(link, i + "|x"))).isEqualTo("not sent: connection refused");
        }
        try (FramedHost host = new FramedHost(FramedHost.listening(port), TcpFixture.USUAL, FramedHost.ECHOES)) {
            assertThat(end(ask(link, "21|x"))).isEqualTo("21|x");
            assertThat(host.seen).containsExactly("21|x");
        }
    }
}
