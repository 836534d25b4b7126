package io.cardferry.intake.door;

import static io.cardferry.intake.door.HttpDoorTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final String WAIT =
            "POST /v1/waits HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void anAnswerComesWhenItsRouteHasEndedAndNotBefore() throws Exception {
        try (OpenDoor door = new OpenDoor(DoorLimits.STANDARD);
                Socket socket = door.connect()) {
            send(socket, WAIT);
            door.waiting.get(10, TimeUnit.SECONDS);
            assertThat(socket.getInputStream().available()).isZero();

            door.waitedFor.complete("now");

            assertThat(OpenDoor.readAll(socket)).startsWith("HTTP/1.1 200").contains("\"bytes\":2");
        }
    }

    @Test
    void moreRequestsCanWaitThanThereAreThreads() throws Exception {
        try (OpenDoor door = new OpenDoor(DoorLimits.STANDARD)) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                sockets.add(door.connect());
                send(sockets.get(i), WAIT);
            }
            assertThat(door.get("/v1/nothing")).startsWith("HTTP/1.1 404");

            door.waitedFor.complete("now");

            for (Socket socket : sockets) {
                assertThat(OpenDoor.readAll(socket)).startsWith("HTTP/1.1 200");
                socket.close();
            }
        }
    }

    @Test
    void theConnectionsIdleTimeoutDoesNotCutAWait() throws Exception {
        DoorLimits limits = limits(64, Duration.ofMillis(100), Duration.ofMinutes(1));
        try (OpenDoor door = new OpenDoor(limits);
                Socket socket = door.connect()) {
            send(socket, WAIT);
            door.waiting.get(10, TimeUnit.SECONDS);
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> door.waitedFor.complete("late"));

            assertThat(OpenDoor.readAll(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aRouteThatNeverEndsIsAnsweredForWithoutInternals() throws Exception {
        try (OpenDoor door = new OpenDoor(limits(64, SECOND, Duration.ofMillis(200)))) {
            assertProblem(door.send(WAIT), 500, "internal-error");
        }
    }

    @Test
    void theHubsOwnDoorWaitsLongerThanAnyCallerMayAskFor() {
        assertThat(DoorLimits.STANDARD.routeTime()).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void oneRequestTooManyIsToldToComeAgain() throws Exception {
        try (OpenDoor door = new OpenDoor(limits(1, SECOND, Duration.ofMinutes(1)));
                Socket socket = door.connect()) {
            send(socket, WAIT);
            door.waiting.get(10, TimeUnit.SECONDS);

            String answer = door.get("/v1/nothing");

            assertProblem(answer, 429, "too-many-requests");
            assertThat(answer).contains("\r\nRetry-After: 1\r\n");
            assertThat(door.get("/health/live"))
                    .as("who asks about health gets past the limit")
                    .contains("200");
            door.waitedFor.complete("now");
            assertThat(OpenDoor.readAll(socket)).startsWith("HTTP/1.1 200");
            assertThat(door.get("/v1/nothing")).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aFullPoolOfRouteThreadsMakesTheHubUnavailableForAMoment() throws Exception {
        try (OpenDoor door = new OpenDoor(DoorLimits.STANDARD, task -> {
            throw new RejectedExecutionException("full");
        })) {
            String answer = door.send(WAIT);

            assertProblem(answer, 503, "unavailable");
            assertThat(answer).contains("\r\nRetry-After: 1\r\n");
        }
    }

    @Test
    void aClosingDoorLetsARunningRequestEnd() throws Exception {
        try (OpenDoor door = new OpenDoor(DoorLimits.STANDARD);
                Socket socket = door.connect()) {
            send(socket, WAIT);
            door.waiting.get(10, TimeUnit.SECONDS);

            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(() -> door.door().close());
            org.awaitility.Awaitility.await().until(() -> !listens(door));
            door.waitedFor.complete("now");

            assertThat(OpenDoor.readAll(socket)).startsWith("HTTP/1.1 200");
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aClosingDoorWaitsForNoConnectionThatIsOnlyKeptOpen() throws Exception {
        DoorLimits patient =
                new DoorLimits(300, 64, 8 * 1024, 1024, Duration.ofMinutes(1), SECOND, SECOND, Duration.ofMinutes(1));
        try (OpenDoor door = new OpenDoor(patient);
                Socket socket = door.connect()) {
            send(socket, "GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo('H');

            CompletableFuture.runAsync(() -> door.door().close()).get(20, TimeUnit.SECONDS);
        }
    }

    private static boolean listens(OpenDoor door) {
        try (Socket socket = door.connect()) {
            return socket.isConnected();
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static DoorLimits limits(int openRequests, Duration idle, Duration routeTime) {
        return new DoorLimits(300, openRequests, 8 * 1024, 1024, idle, SECOND, routeTime, SECOND);
    }

    private static void send(Socket socket, String request) throws java.io.IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
