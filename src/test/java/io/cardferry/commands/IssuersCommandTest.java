package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.commands.StubHub.Answer;
import io.cardferry.commands.StubHub.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuersCommandTest {

    private static final String AURORA = """
            { "id": "aurora", "name": "Aurora Bank", "version": "1a2b3c4d", "state": "UP", "retryScheduled": 0,
              "inDoubt": 0, "deadLettered": 1, "pausedSince": null, "pauseReason": null }""";
    private static final String OLD = """
            { "id": "old-bank", "name": "old-bank", "version": null, "state": "PAUSED", "retryScheduled": 214,
              "inDoubt": 3, "deadLettered": 0, "pausedSince": "2026-11-22T16:22:29.922Z",
              "pauseReason": "their database is being moved until 18:00\\u001b[2J" }""";
    private static final String CHANGES = """
            { "issuers": [
              { "id": "aurora", "version": "5e6f7081", "previousVersion": "1a2b3c4d", "change": "CHANGED" },
              { "id": "city-bank", "version": "77aa01c2", "previousVersion": null, "change": "ADDED" },
              { "id": "old-bank", "version": null, "previousVersion": "3d3e4f50", "change": "REMOVED" } ] }""";
    private static final String WRONG = """
            { "type": "urn:cardferry:problem:invalid-request", "title": "The request is invalid", "status": 422,
              "detail": "nothing has changed: 1 mistake stands in the configuration",
              "errors": [ { "pointer": "/issuers", "detail": "issuers/aurora/issuer.yaml: /id: is wrong" } ] }""";

    @Test
    void aListShowsStateVersionCountsAndPauses() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, "{\"issuers\":[" + AURORA + "," + OLD + "]}"))) {
            Console console = run(hub, "list");

            assertThat(console.status()).isZero();
            assertThat(console.out())
                    .containsPattern("aurora +UP +1a2b3c4d +0 +0 +1")
                    .containsPattern("old-bank +PAUSED +none +214 +3 +0")
                    .contains("  paused since 2026-11-22T16:22:29.922Z: their database is being moved until")
                    .doesNotContain("\u001b");
            assertThat(console.out().lines()).allMatch(line -> line.length() <= 80);
            assertThat(hub.asked())
                    .singleElement()
                    .satisfies(asked ->
                            assertThat(asked.method() + " " + asked.path()).isEqualTo("GET /v1/issuers"));
        }
    }

    @Test
    void aReloadSaysWhatHasChanged() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, CHANGES))) {
            Console console = run(hub, "reload", "--reason", "a new field");

            assertThat(console.status()).isZero();
            assertThat(console.out().lines())
                    .containsExactly(
                            "aurora CHANGED 1a2b3c4d to 5e6f7081",
                            "city-bank ADDED 77aa01c2",
                            "old-bank REMOVED 3d3e4f50");
            assertAsked(hub, "/v1/issuers/reload");
        }
    }

    @Test
    void aReloadThatIsRefusedNamesTheMistakesAndFails() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.problem(422, WRONG))) {
            Console console = run(hub, "reload", "--reason", "a new field");

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.out()).isEmpty();
            assertThat(console.err())
                    .contains("nothing has changed")
                    .contains("issuers/aurora/issuer.yaml: /id: is wrong");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume"})
    void anActionSaysHowItStandsNow(String action) throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, AURORA))) {
            Console console = run(hub, action, "aurora", "--reason", "a new field");

            assertThat(console.out()).isEqualToIgnoringNewLines("aurora is UP now");
            assertAsked(hub, "/v1/issuers/aurora/" + action);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "list extra",
                "pause",
                "pause aurora",
                "pause aurora --reason=",
                "pause ../x --reason=r",
                "pause AURORA --reason=r",
                "resume --reason=r",
                "reload",
                "reload aurora --reason=r",
            })
    void wrongUsageIsOneLineAndStatusTwoAndAsksNobody(String line) throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, AURORA))) {
            Console console = run(hub, line.isEmpty() ? new String[0] : line.split(" "));

            assertThat(console.status()).as(console.err()).isEqualTo(2);
            assertThat(console.err().lines()).hasSize(1);
            assertThat(hub.asked()).isEmpty();
        }
    }

    private static void assertAsked(StubHub hub, String path) {
        assertThat(hub.asked()).hasSize(1);
        Asked asked = hub.asked().get(0);
        assertThat(asked.method() + " " + asked.path()).isEqualTo("POST " + path);
        assertThat(asked.body()).isEqualTo("{\"reason\":\"a new field\"}");
    }

    private static Console run(StubHub hub, String... options) {
        List<String> arguments = new ArrayList<>(List.of("issuers"));
        arguments.addAll(List.of(options));
        return Console.run(Map.of("CARDFERRY_URL", hub.address().toString()), arguments.toArray(String[]::new));
    }
}
