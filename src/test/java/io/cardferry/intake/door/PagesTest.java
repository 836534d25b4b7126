package io.cardferry.intake.door;

import static io.cardferry.intake.door.HttpDoorTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door shows of itself, without a route. */
class PagesTest {

    private OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new OpenDoor(DoorLimits.STANDARD);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aPageIsShownWithItsLengthAndItsHeaders() throws Exception {
        assertThat(door.get("/page"))
                .startsWith("HTTP/1.1 200")
                .contains("\r\nContent-Type: text/plain", "\r\nContent-Length: 6\r\n", "\r\nETag: \"a1\"\r\n")
                .contains("\r\nCache-Control: no-cache\r\n")
                .endsWith("\r\n\r\na page");
    }

    @Test
    void headIsAnsweredAsGetWithoutTheBody() throws Exception {
        assertThat(ask("HEAD", "/page", ""))
                .startsWith("HTTP/1.1 200")
                .contains("\r\nContent-Length: 6\r\n", "\r\nETag: \"a1\"\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aPageCanLeadElsewhere() throws Exception {
        assertThat(door.get("/elsewhere"))
                .startsWith("HTTP/1.1 302")
                .contains("\r\nLocation: page\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a1\"", "W/\"a1\"", "\"x\", \"a1\"", "*"})
    void whoHasThePageAlreadyIsToldSo(String tags) throws Exception {
        assertThat(ask("GET", "/page", "If-None-Match: " + tags + "\r\n"))
                .startsWith("HTTP/1.1 304")
                .contains("\r\nETag: \"a1\"\r\n")
                .doesNotContain("a page");
    }

    @Test
    void whoHasAnotherOneGetsThePage() throws Exception {
        assertThat(ask("GET", "/page", "If-None-Match: \"a2\"\r\n")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "FETCH"})
    void aPageCanOnlyBeRead(String method) throws Exception {
        String answer = ask(method, "/page", "");

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer).contains("\r\nAllow: GET, HEAD\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/PAGE", "/page/", "/page;a=b", "/%70age", "/x/../page", "/./page"})
    void aPageIsNotFoundUnderAnotherSpelling(String path) throws Exception {
        assertProblem(door.get(path), 404, "not-found");
    }

    @Test
    void aPageIsShownWhateverTheQuerySays() throws Exception {
        assertThat(door.get("/page?url=//elsewhere.example/x")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aPageThatCannotBeReadIsAnInternalError() throws Exception {
        String answer = door.get("/torn");

        assertProblem(answer, 500, "internal-error");
        assertThat(answer).doesNotContain("canary");
    }

    @Test
    void pagesCountAmongTheOpenRequests() throws Exception {
        DoorLimits s = DoorLimits.STANDARD;
        DoorLimits one = new DoorLimits(
                s.connections(), 1, s.headerBytes(), s.bodyBytes(), s.idle(), s.bodyArrival(), s.routeTime(), s.stop());
        try (OpenDoor small = new OpenDoor(one);
                Socket waits = small.connect()) {
            waits.getOutputStream()
                    .write("POST /v1/waits HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            small.waiting.get();

            assertProblem(small.get("/page"), 429, "too-many-requests");
        }
    }

    private String ask(String method, String path, String headers) throws Exception {
        return door.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n"
                + headers + "\r\n");
    }
}
