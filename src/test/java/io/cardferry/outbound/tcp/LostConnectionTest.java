package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static io.cardferry.outbound.tcp.TcpFixture.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.outbound.tcp.FramedHost.Talk;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets: connections that end, or that must be ended. */
@Timeout(300)
class LostConnectionTest {

    private final TcpFixture fixture = new TcpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aLostConnectionEndsWhatWasSentOverItAtOnceAndNothingElse() throws Exception {
        fixture.connections = 2;
        Map<String, Talk> cameOn = new ConcurrentHashMap<>();
        try (FramedHost host = FramedHost.that((talk, message) -> cameOn.put(message, talk))) {
            TcpLink<String> link = fixture.link(host.port());
            CompletableFuture<String> first = ask(link, "1|x");
            await().until(() -> host.talks.size() == 2);
            for (Talk talk : host.talks) {
                talk.say("hello");
                next(fixture.unmatched);
            }
            CompletableFuture<String> second = ask(link, "2|x");
            await().until(() -> cameOn.size() == 2);

            cameOn.get("1|x").close();

            assertThat(end(first)).isEqualTo("lost: connection lost: closed by the host");
            cameOn.get("2|x").say("2|answer");
            assertThat(end(second)).isEqualTo("2|answer");
        }
    }

    @Test
    void itIsMadeAgainThoughNobodySends() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> link = fixture.link(host.port());
            for (int i = 1; i < 6; i++) {
                assertThat(end(ask(link, i + "|x"))).isEqualTo(i + "|x");
                host.latest().close();
                int taken = i + 1;
                await().until(() -> host.talks.size() == taken);
            }
            await().until(link::isUp);
        }
    }

    @Test
    void aHostThatTakesConnectionsAndDropsThemIsGivenGrowingPauses() throws Exception {
        try (FramedHost host = FramedHost.that((talk, message) -> talk.close());
                TcpFixture again = fixture) {
            long began = System.nanoTime();
            assertThat(end(ask(again.link(host.port()), "1|x"))).startsWith("lost: connection lost");
            for (int i = 2; i < 4; i++) {
                int taken = i;
                await().until(() -> host.talks.size() == taken);
                // Words of its own are no reason to hurry.
                host.latest().say("full");
                host.latest().close();
            }
            await().until(() -> host.talks.size() == 4);

            // Half of 100, 200 and 400 ms at least: jitter takes off no more.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(350));
        }
    }

    @Test
    void pausesGrowToTenSecondsAndBeginAgain() {
        Pauses pauses = new Pauses();
        for (long whole : new long[] {100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000}) {
            assertThat(pauses.nextMillis()).isBetween(whole / 2, whole);
        }
        pauses.reset();
        assertThat(pauses.nextMillis()).isBetween(50L, 100L);
    }

    /** Else it would leave when the host reads again, minutes after everybody has given up. */
    @Test
    void whatTheHostDidNotReadBeforeTheTimeoutNeverLeavesLater() throws Exception {
        fixture.header = new LengthHeader(4, false);
        fixture.longest = 32 * 1024 * 1024;
        fixture.response = Duration.ofSeconds(5);
        try (ServerSocket deaf = new ServerSocket()) {
            // What its system took for it, nobody can take back.
            deaf.setReceiveBufferSize(4096);
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TcpLink<String> link = fixture.link(deaf.getLocalPort());
            CompletableFuture<String> unread = ask(link, "1|" + "x".repeat(fixture.longest - 2));
            try (Socket connection = deaf.accept()) {
                assertThat(end(ask(link, "2|x"))).isEqualTo("not sent: the host does not read");

                assertThat(end(unread)).isEqualTo("late: response timeout");

                try (Socket next = deaf.accept()) {
                    assertThat(read(connection)).isLessThan(256 * 1024);
                    assertThat(next.isConnected()).isTrue();
                }
            }
        }
    }

    /** So it does when this process is killed: the system knows by then. */
    @Test
    void whatTheSystemHasToSendYetNeverLeavesWhenAllEnds() throws Exception {
        fixture.header = new LengthHeader(4, false);
        fixture.longest = 32 * 1024 * 1024;
        try (ServerSocket deaf = new ServerSocket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TcpLink<String> link = fixture.link(deaf.getLocalPort());
            CompletableFuture<String> unread = ask(link, "1|" + "x".repeat(fixture.longest - 2));
            try (Socket connection = deaf.accept()) {
                assertThat(end(ask(link, "2|x"))).isEqualTo("not sent: the host does not read");

                // Without a word to the link.
                fixture.threads.close();

                assertThat(read(connection)).isLessThan(256 * 1024);
                assertThat(end(unread)).startsWith("lost: ");
            }
        }
    }

    private static long read(Socket connection) {
        long read = 0;
        byte[] bytes = new byte[65_536];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                read += n;
            }
        } catch (IOException reset) {
            // As good as its end.
        }
        return read;
    }
}
