package io.cardferry.intake.door;

import static io.cardferry.intake.door.HttpDoorTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitTest {

    private static final int LIMIT = 1_000;
    private static final String POST = "POST /v1/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

    private OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        Duration second = Duration.ofSeconds(1);
        door = new OpenDoor(
                new DoorLimits(64, 64, 8 * 1024, LIMIT, Duration.ofMillis(500), second, Duration.ofMinutes(1), second));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aBodyOfTheLimitIsTaken() throws Exception {
        assertThat(door.send(withLength("a".repeat(LIMIT))))
                .startsWith("HTTP/1.1 200")
                .contains("\"bytes\":1000");
        assertThat(door.send(chunked("a".repeat(LIMIT - 1), "a")))
                .startsWith("HTTP/1.1 200")
                .contains("\"bytes\":1000");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAndTheConnectionClosed() throws Exception {
        String answer = door.send(withLength("a".repeat(LIMIT + 1)).replace("Connection: close\r\n", ""));

        assertProblem(answer, 413, "payload-too-large");
        assertThat(answer).contains("Connection: close");
    }

    @Test
    void aChunkedBodyBeyondTheLimitIsRefused() throws Exception {
        assertProblem(door.send(chunked("a".repeat(LIMIT), "a")), 413, "payload-too-large");
    }

    @Test
    void anAnnouncedLengthIsEnoughToRefuse() throws Exception {
        assertProblem(door.send(POST + "Content-Length: 99999999999\r\n\r\n"), 413, "payload-too-large");
        assertProblem(
                door.send(POST + "Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n"), 413, "payload-too-large");
    }

    @Test
    void aRefusedCallerIsHeardOutBeforeTheConnectionIsClosed() throws Exception {
        try (Socket socket = door.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write((POST + "Content-Length: 2000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("}") < 0) {
                answer.append((char) socket.getInputStream().read());
            }
            assertProblem(answer.toString(), 413, "payload-too-large");
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            socket.setSoTimeout(20_000);
            out.write("a".repeat(2000).getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Encoding: gzip", "Content-Type: application/x-www-form-urlencoded; charset=utf-8"})
    void anEncodedBodyOrAFormIsNotSupported(String header) throws Exception {
        String answer = door.send(POST + header + "\r\nContent-Length: 9\r\n\r\ncanary=ok");

        assertProblem(answer, 415, "unsupported-media-type");
        assertThat(answer).doesNotContain("canary");
    }

    @Test
    void identityIsNoEncoding() throws Exception {
        assertThat(door.send(POST + "Content-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aBodyThatStopsComingIsGivenUp() throws Exception {
        assertProblem(door.send(POST + "Content-Length: 10\r\n\r\n123"), 400, "bad-request");
    }

    @Test
    void aBodyThatDripsIsGivenUpHoweverSteadyItIs() throws Exception {
        try (Socket socket = door.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write((POST + "Content-Length: 1000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Thread dripping = new Thread(() -> drip(out));
            dripping.start();

            assertProblem(OpenDoor.readAll(socket), 400, "bad-request");
            dripping.join(10_000);
        }
    }

    /** Comes back when the server has closed: a drop each time the idle timeout would soon be over. */
    private static void drip(OutputStream out) {
        try {
            for (int i = 0; i < 100; i++) {
                out.write('a');
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
        } catch (java.io.IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void sixtyBodiesThatDoNotComeHoldNoThread() throws Exception {
        Socket[] slow = new Socket[60];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = door.connect();
            slow[i].getOutputStream().write((POST + "Content-Length: 10\r\n\r\n1").getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(door.send(withLength("{}"))).startsWith("HTTP/1.1 200");
        for (Socket socket : slow) {
            socket.close();
        }
    }

    private static String withLength(String body) {
        return POST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunked(String... chunks) {
        StringBuilder request = new StringBuilder(POST + "Transfer-Encoding: chunked\r\n\r\n");
        for (String chunk : chunks) {
            request.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return request.append("0\r\n\r\n").toString();
    }
}
