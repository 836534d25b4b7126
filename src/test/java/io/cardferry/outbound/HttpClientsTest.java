package io.cardferry.outbound;

import static io.cardferry.outbound.ScriptedServer.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardferry.FixedPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets: what a failed call says about whether it was sent, and that nothing is sent twice. */
@Timeout(60)
class HttpClientsTest {

    private static final int ANSWER_BYTES = 1000;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private CloseableHttpClient client = client(Duration.ofMillis(1500), 4);

    private CloseableHttpClient client(Duration responseTimeout, int connections) {
        return HttpClients.of(
                new HttpLimits(Duration.ofSeconds(2), responseTimeout, connections, ANSWER_BYTES),
                Authentication.NONE,
                clock);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        clock.shutdownNow();
    }

    private record Answered(int status, String body) {}

    private Answered call(ClassicHttpRequest request) throws IOException {
        return client.execute(
                request, response -> new Answered(response.getCode(), EntityUtils.toString(response.getEntity())));
    }

    private Answered post(String address) throws IOException {
        return call(new HttpPost(address));
    }

    private void assertNotSent(String address, String kind) {
        assertThatThrownBy(() -> post(address))
                .isInstanceOf(NotSentException.class)
                .hasMessage(kind);
    }

    private AnswerLostException lost(ScriptedServer server) {
        return catchThrowableOfType(AnswerLostException.class, () -> post(server.address("http")));
    }

    @Test
    void aRefusedConnectionIsNotSent() {
        assertNotSent("http://127.0.0.1:" + FixedPorts.next(), "connection refused");
    }

    @Test
    void whatMayNotBeSentAnyMoreIsNotSentAndNobodyOutsideSeesWhen() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(connection -> ScriptedServer.write(connection, ScriptedServer.OK))) {
            HttpPost inTime = new HttpPost(server.address("http"));
            inTime.setHeader(
                    HttpClients.SEND_UNTIL,
                    Long.toString(System.nanoTime() + Duration.ofMinutes(5).toNanos()));
            assertThat(call(inTime).status()).isEqualTo(200);
            assertThat(server.requests).singleElement().asString().doesNotContain(HttpClients.SEND_UNTIL);

            HttpPost tooLate = new HttpPost(server.address("http"));
            tooLate.setHeader(HttpClients.SEND_UNTIL, Long.toString(System.nanoTime() - 1));
            assertThatThrownBy(() -> call(tooLate)).isInstanceOf(NotSentException.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void anUnknownHostIsNotSent() {
        assertNotSent("http://nobody.invalid/", "unknown host");
    }

    @Test
    void aConnectionThatDoesNotStandInTimeIsNotSent() throws Exception {
        List<SocketChannel> crowd = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Nobody accepts: the system's queue fills up, and further connections hang.
            for (int i = 0; i < 16; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
                crowd.add(channel);
            }

            assertNotSent("http://127.0.0.1:" + full.getLocalPort(), "connect timeout");
        } finally {
            for (SocketChannel channel : crowd) {
                channel.close();
            }
        }
    }

    @Test
    void aHandshakeThatDripsIsNotSentAndEndsWithTheConnectTimeout() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> dripped = CompletableFuture.runAsync(() -> {
                // The head of a long handshake record, and then a byte at a time until the other side is gone.
                try (var connection = dripping.accept()) {
                    connection.getOutputStream().write(new byte[] {0x16, 3, 3, 0x40, 0});
                    for (CountDownLatch never = new CountDownLatch(1); !never.await(50, TimeUnit.MILLISECONDS); ) {
                        connection.getOutputStream().write(0);
                    }
                } catch (IOException gone) {
                    return;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertNotSent("https://127.0.0.1:" + dripping.getLocalPort(), "connect timeout");
            dripped.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aPartnerThatDoesNotSpeakTlsIsNotSentAnything() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> {
                try (var connection = plain.accept()) {
                    ScriptedServer.write(connection, "HTTP/1.1 400 Bad Request\r\n\r\n");
                    connection.getInputStream().readNBytes(1);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertNotSent("https://127.0.0.1:" + plain.getLocalPort(), "TLS failure");
        }
    }

    @Test
    void aFullPoolIsNotSent() throws Exception {
        client = client(Duration.ofSeconds(30), 1);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            busy.countDown();
            await(done);
            ScriptedServer.write(connection, OK);
        })) {
            CompletableFuture<Answered> first = CompletableFuture.supplyAsync(() -> {
                try {
                    return post(server.address("http"));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            await(busy);

            assertNotSent(server.address("http"), "no connection");

            done.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsDroppedAfterTheRequestLeavesAnswerAndFateUnknown() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.close())) {
            assertThat(lost(server)).hasMessage("connection lost").returns(false, AnswerLostException::isLate);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void anAnswerThatIsCutShortIsLost() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            ScriptedServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok");
            connection.close();
        })) {
            assertThat(lost(server)).hasMessage("connection lost").returns(false, AnswerLostException::isLate);
        }
    }

    @Test
    void anAnswerThatIsNotHttpIsLost() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            ScriptedServer.write(connection, "rubbish\r\n\r\n");
            connection.close();
        })) {
            assertThat(lost(server)).returns(false, AnswerLostException::isLate);
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsLate() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> await(never))) {
            assertThat(lost(server)).hasMessage("response timeout").returns(true, AnswerLostException::isLate);
            never.countDown();
        }
    }

    /** Each byte comes well within the timeout of a read, so only a deadline over the whole ends this. */
    @Test
    void anAnswerThatDripsIsLateAllTheSame() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            ScriptedServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
            drip(connection);
        })) {
            assertThat(lost(server)).hasMessage("response timeout").returns(true, AnswerLostException::isLate);
        }
    }

    @Test
    void headersThatDripAreLateAllTheSame() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            ScriptedServer.write(connection, "HTTP/1.1 200 OK\r\nX-Long: ");
            drip(connection);
        })) {
            assertThat(lost(server)).hasMessage("response timeout").returns(true, AnswerLostException::isLate);
        }
    }

    @Test
    void anAnswerThatIsTooBigIsLostAndNotReadToItsEnd() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            ScriptedServer.write(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            try {
                while (true) {
                    ScriptedServer.write(connection, "400\r\n" + "x".repeat(0x400) + "\r\n");
                }
            } catch (IOException expected) {
                hungUp.countDown();
            }
            connection.close();
        })) {
            assertThat(lost(server))
                    .hasMessage("answer of more than 1000 bytes")
                    .returns(false, AnswerLostException::isLate);
            await(hungUp);
        }
    }

    @Test
    void theLargestAnswerIsReadWhole() throws Exception {
        String body = "x".repeat(ANSWER_BYTES);
        try (ScriptedServer server =
                ScriptedServer.saying("HTTP/1.1 200 OK\r\nContent-Length: " + ANSWER_BYTES + "\r\n\r\n" + body)) {
            assertThat(post(server.address("http")).body()).isEqualTo(body);
        }
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(post(server.address("http")).status()).isEqualTo(307);
            assertThat(call(new HttpGet(server.address("http"))).status()).isEqualTo(307);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aBusyPartnerIsNotAskedAgain() throws Exception {
        // With time enough for a second try: a client that retries would not begin one otherwise.
        client = client(Duration.ofSeconds(30), 4);
        try (ScriptedServer server = ScriptedServer.saying(
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(post(server.address("http")).status()).isEqualTo(503);
            assertThat(call(new HttpGet(server.address("http"))).status()).isEqualTo(503);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aDroppedReadIsNotRepeatedEither() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.close())) {
            assertThatThrownBy(() -> call(new HttpGet(server.address("http")))).isInstanceOf(AnswerLostException.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void noCookieComesBackAndNoCompressionIsAskedFor() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.saying("HTTP/1.1 200 OK\r\nSet-Cookie: canary=1; Path=/\r\nContent-Length: 0\r\n\r\n")) {
            post(server.address("http"));
            post(server.address("http"));

            assertThat(server.requests)
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.toLowerCase())
                            .doesNotContain("cookie", "accept-encoding")
                            .contains("user-agent: cardferry\r\n"));
        }
    }

    @Test
    void aConnectionIsUsedAgainOnceItsAnswerIsRead() throws Exception {
        client = client(Duration.ofSeconds(10), 1);
        try (ScriptedServer server = ScriptedServer.saying(OK)) {
            for (int i = 0; i < 3; i++) {
                assertThat(post(server.address("http"))).isEqualTo(new Answered(200, "ok"));
            }
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void aConnectionThatWasClosedWhileItWasIdleIsNotTrusted() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            ScriptedServer.write(connection, OK);
            connection.close();
            closed.countDown();
        })) {
            post(server.address("http"));
            await(closed);
            // Idle for longer than the client trusts a connection.
            Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);

            assertThat(post(server.address("http")).status()).isEqualTo(200);
            assertThat(server.connections).hasValue(2);
        }
    }

    private static void drip(java.net.Socket connection) throws IOException {
        try {
            while (true) {
                ScriptedServer.write(connection, "x");
                Awaitility.await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            }
        } catch (IOException hungUp) {
            connection.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
