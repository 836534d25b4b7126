package io.cardferry.intake.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDoorTest {

    private static final String ID = "01935c2e-0000-7000-8000-000000000001";

    private OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new OpenDoor(DoorLimits.STANDARD);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/V1/things", "/v1/Things", "/v1/things/", "/v1/things;a=b", "/v1/things/1/", "/v1"})
    void aPathThatIsSpelledOtherwiseIsNotFound(String path) throws Exception {
        assertThat(door.get(path)).startsWith("HTTP/1.1 404");
    }

    @Test
    void aRouteAnswersWithItsLengthAndWithoutNamingTheServer() throws Exception {
        String answer = door.get("/v1/things/" + ID);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Content-Type: application/json\r\n", "Content-Length: ", "Cache-Control: no-store\r\n", ID)
                .doesNotContain("Server:", "chunked", "Jetty");
    }

    @Test
    void headIsAnsweredAsGetWithoutTheBody() throws Exception {
        String get = door.get("/v1/things/" + ID);
        String head = door.send("HEAD /v1/things/" + ID + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(head).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        assertThat(lengthOf(head)).isEqualTo(lengthOf(get)).isPositive();
    }

    @Test
    void anUnknownPathIsNotFound() throws Exception {
        assertProblem(door.get("/v1/nothing"), 404, "not-found");
        assertProblem(door.get("/"), 404, "not-found");
    }

    @Test
    void anIdThatIsNoUuidIsNotFound() throws Exception {
        assertProblem(door.get("/v1/things/1-1-1-1-1"), 404, "not-found");
        assertProblem(door.get("/v1/things/x"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "FETCH"})
    void aMethodThatThePathDoesNotHaveIsToldTheOnesItHas(String method) throws Exception {
        String answer = door.send(method + " /v1/things/" + ID
                + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nX-Secret: canary\r\nConnection: close\r\n\r\n");

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer).contains("\r\nAllow: GET, HEAD\r\n").doesNotContain("canary");
    }

    @Test
    void aPathWithPostAloneAllowsPostAlone() throws Exception {
        String answer = door.get("/v1/things");

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer).contains("\r\nAllow: POST\r\n");
        assertThat(door.send("HEAD /v1/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/things/a%2Fb", "/v1//things", "/v1/..;/things", "/v1/things/%25", "/v1/things/%zz"})
    void anAmbiguousPathIsABadRequest(String path) throws Exception {
        assertProblem(door.get(path), 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "GET /v1/things\r\n\r\n",
                "GET /v1/things HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /v1/things HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n",
                "POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
                "POST /v1/things HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void garbageOnTheWireIsABadRequest(String garbage) throws Exception {
        assertProblem(door.send(garbage), 400, "bad-request");
    }

    @Test
    void headersBeyondTheLimitAreTooLarge() throws Exception {
        String fits = "X-A: " + "a".repeat(7_900);
        String headers = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

        assertThat(door.send("GET /v1/things/" + ID + headers + fits + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertProblem(
                door.send("GET /v1/things/" + ID + headers + fits + "a".repeat(400) + "\r\n\r\n"),
                431,
                "headers-too-large");
        assertProblem(door.get("/v1/" + "a".repeat(9_000)), 431, "headers-too-large");
    }

    @Test
    void headersAndParametersOfARequestSteerNothingAndComeBackInNothing() throws Exception {
        String answer = door.send("GET /v1/things/" + ID + "?registrationId=" + UUID.randomUUID()
                + "&Idempotency-Key=canary1&CamelHttpResponseCode=418&x=%zz HTTP/1.1\r\nHost: x\r\n"
                + "CamelHttpResponseCode: 418\r\nCamelHttpPath: /canary2\r\ncamelhttpuri: canary3\r\n"
                + "registrationId: canary4\r\nX-Mine: canary5\r\nSet-Cookie: canary6\r\n"
                + "Content-Type: text/canary7\r\nContent-Encoding: identity\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("\"headers\":\"{}\"", "\"keys\":\"[]\"", "\"id\":\"" + ID + "\"")
                .doesNotContain("canary", "X-Mine", "Content-Encoding");
    }

    @Test
    void aHeaderCanNotPassForAPathParameter() throws Exception {
        String answer = door.send("POST /v1/things HTTP/1.1\r\nHost: x\r\nregistrationId: x\r\n"
                + "Idempotency-Key: a\r\nidempotency-key: b, c\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"id\":\"null\"", "\"keys\":\"[a, b, c]\"");
    }

    @Test
    void aFailureSaysNothingOfItsCause() throws Exception {
        String answer = door.get("/v1/failures");

        assertProblem(answer, 500, "internal-error");
        assertThat(answer).contains("incident").doesNotContain("4111", "Exception", "\tat ");
    }

    @Test
    void aTakenPortIsNamed() {
        HttpDoor second = new HttpDoor(
                "127.0.0.1", door.port, "second-" + UUID.randomUUID(), "none", null, DoorLimits.STANDARD, Map.of());
        second.start();

        try (second) {
            assertThatThrownBy(second::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("can't listen on 127.0.0.1:" + door.port);
        }
    }

    static void assertProblem(String answer, int status, String code) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("\r\nContent-Type: application/problem+json\r\n", "\r\nCache-Control: no-store\r\n")
                .contains("\"type\":\"urn:cardferry:problem:" + code + "\"", "\"status\":" + status)
                .doesNotContain("Server:", "jetty", "<html");
    }

    private static int lengthOf(String answer) {
        return Integer.parseInt(answer.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
    }
}
