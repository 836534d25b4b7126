package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.commands.StubHub.Answer;
import io.cardferry.commands.StubHub.Asked;
import io.cardferry.commands.StubHub.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "01a20411-3c55-7a10-9b1e-2f64c1d0a7e3";
    private static final String DEAD = """
            { "deadLetterId": "%s", "previousDeadLetterId": "01a20411-0000-7a10-9b1e-2f64c1d0a7e3",
              "registrationId": "01a20410-f521-7281-b057-b6e4c9a23b48", "cardRef": "c-1", "issuer": "aurora",
              "issuerRequestId": "01a20410-f540-7b33-b2a4-3ee616b02c7f", "inDoubt": true,
              "reason": { "code": "retries-exhausted", "detail": "outcome-unknown: HTTP 500" }, "attempts": 3,
              "firstAttemptAt": "2026-11-22T16:22:30.004Z", "lastAttemptAt": "2026-11-22T16:22:44.720Z",
              "diedAt": "2026-11-22T16:22:44.751Z", "state": "OPEN", "closedAt": null }""".formatted(ID);
    private static final String CARD = """
            { "registrationId": "01a20410-f521-7281-b057-b6e4c9a23b48", "cardRef": "c-1", "source": "phone-wallet",
              "issuer": "aurora", "brand": "VISA", "last4": "1881", "status": "IN_DOUBT", "inDoubt": true,
              "issuerRequestId": "01a20410-f540-7b33-b2a4-3ee616b02c7f", "tokenReference": null,
              "reason": { "code": "outcome-unknown", "detail": null }, "attempts": 3,
              "nextAttemptAt": "2026-11-22T16:40:02.114Z", "verificationMethods": [] }""";
    private static final String PROBLEM = """
            { "type": "urn:cardferry:problem:outcome-unknown", "title": "The outcome is unknown", "status": 409,
              "detail": "ask its people and resolve it" }""";

    @Test
    void aListIsReadableInEightyColumnsWithEveryIdWhole() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, page(null, DEAD)))) {
            Console console = run(hub, "list");

            assertThat(console.status()).isZero();
            assertThat(console.out())
                    .containsPattern(ID + "  2026-11-22T16:22:44.751Z +aurora")
                    .contains("retries-exhausted (outcome-unknown: HTTP 500)")
                    .contains("THE ISSUER MAY HAVE PROCESSED IT")
                    .contains("registration 01a20410-f521-7281-b057-b6e4c9a23b48, card c-1")
                    .contains("request 01a20410-f540-7b33-b2a4-3ee616b02c7f, 3 attempts")
                    .contains("died before as 01a20411-0000-7a10-9b1e-2f64c1d0a7e3");
            assertThat(console.out().lines())
                    .allMatch(line -> line.length() <= 80)
                    .endsWith("1 dead letter");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list | limit=50",
                "list --issuer=aurora --in-doubt --reason=retries-exhausted | issuer=aurora&inDoubt=true&reason=retries-exhausted&limit=50",
                "list --no-in-doubt --limit=3 | inDoubt=false&limit=3",
                "list --issuer=a&b=c+d | issuer=a%26b%3Dc%2Bd&limit=50",
            })
    void aListIsAskedForAsTheContractSays(String line, String query) throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, page(null)))) {
            Console console = run(hub, line.split(" "));

            assertThat(console.out()).contains("No dead letter waits.");
            assertThat(hub.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.method() + " " + asked.path()).isEqualTo("GET /v1/dead-letters");
                assertThat(asked.query()).isEqualTo(query);
            });
        }
    }

    @Test
    void aListGoesThroughThePagesUpToItsLimit() throws Exception {
        String full = page("next+1", java.util.Collections.nCopies(200, DEAD).toArray(String[]::new));
        Script script = asked -> Answer.json(200, asked.query().contains("cursor") ? page("more", DEAD, DEAD) : full);
        try (StubHub hub = new StubHub(script)) {
            Console console = run(hub, "list", "--limit=202", "--json");

            assertThat(JSON.readTree(console.out()).path("deadLetters")).hasSize(202);
            assertThat(hub.asked()).extracting(Asked::query).containsExactly("limit=200", "limit=2&cursor=next%2B1");
        }
        try (StubHub hub = new StubHub(script)) {
            assertThat(run(hub, "list", "--limit=202").out())
                    .endsWith("202 dead letters, and there are more: raise --limit\n");
        }
    }

    @Test
    void oneIsReplayedAsTheContractSays() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(202, CARD))) {
            Console console = run(hub, "replay", ID, "--reason=aurora is back", "--force", "--refresh");

            assertThat(console.status()).isZero();
            assertThat(console.out())
                    .contains("Replayed: registration 01a20410-f521-7281-b057-b6e4c9a23b48")
                    .contains("card ending 1881 · VISA · aurora · IN_DOUBT");
            assertAsked(hub, "/v1/dead-letters/" + ID + "/replay", """
                    { "reason": "aurora is back", "dryRun": false, "force": true, "refresh": true }""");
        }
    }

    @Test
    void aDryRunTellsWhatWouldBeDoneOrWhyNot() throws Exception {
        String plan = """
                { "deadLetterId": "%s", "dryRun": true, "action": "send-again", "possible": %s, "problem": %s,
                  "detail": "what would happen" }""";
        try (StubHub hub = new StubHub(asked -> Answer.json(200, plan.formatted(ID, true, null)))) {
            Console console = run(hub, "replay", ID, "--reason=looking", "--dry-run");

            assertThat(console.out()).contains("would send again", "what would happen", "Nothing was changed.");
            assertAsked(hub, "/v1/dead-letters/" + ID + "/replay", """
                    { "reason": "looking", "dryRun": true, "force": false, "refresh": false }""");
        }
        try (StubHub hub = new StubHub(asked -> Answer.json(200, plan.formatted(ID, false, "\"superseded\"")))) {
            Console console = run(hub, "replay", ID, "--reason=looking", "--dry-run");

            assertThat(console.status()).isZero();
            assertThat(console.out()).contains("can't be done now (superseded)");
        }
    }

    @Test
    void manyAreReplayedAsTheContractSays() throws Exception {
        String counts = "{\"matched\":120,\"replayed\":117,\"skipped\":3}";
        try (StubHub hub = new StubHub(asked -> Answer.json(202, counts))) {
            Console console = run(
                    hub,
                    "replay",
                    "--all",
                    "--issuer=aurora",
                    "--reason-code=retries-exhausted",
                    "--limit=500",
                    "--reason=r");

            assertThat(console.out()).isEqualTo("120 matched, 117 replayed, 3 skipped\n");
            assertAsked(hub, "/v1/dead-letters/replay", """
                    { "reason": "r", "dryRun": false, "issuer": "aurora", "reasonCode": "retries-exhausted",
                      "limit": 500 }""");
        }
        try (StubHub hub = new StubHub(asked -> Answer.json(200, counts))) {
            assertThat(run(hub, "replay", "--all", "--limit=500", "--reason=r", "--dry-run")
                            .out())
                    .isEqualTo("120 matched, 117 would be replayed, 3 skipped\n");
        }
    }

    @Test
    void whatTheIssuersPeopleSaidIsRecordedAsTheContractSays() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, CARD.replace("IN_DOUBT", "APPROVED")))) {
            Console console =
                    run(hub, "resolve", ID, "--outcome=APPROVED", "--token-reference=tok-1", "--reason=by phone");

            assertThat(console.out()).contains("Resolved: registration", "APPROVED");
            assertAsked(hub, "/v1/dead-letters/" + ID + "/resolve", """
                    { "reason": "by phone", "outcome": "APPROVED", "tokenReference": "tok-1" }""");
        }
    }

    @Test
    void oneIsDiscardedAsTheContractSays() throws Exception {
        String failed =
                "{\"registrationId\":\"01a20410-f521-7281-b057-b6e4c9a23b48\",\"status\":\"FAILED\",\"cards\":[]}";
        try (StubHub hub = new StubHub(asked -> Answer.json(200, failed))) {
            Console console = run(hub, "discard", ID, "--reason=not wanted");

            assertThat(console.out()).isEqualTo("""
                    Discarded: registration 01a20410-f521-7281-b057-b6e4c9a23b48
                      FAILED
                    """);
            assertAsked(hub, "/v1/dead-letters/" + ID + "/discard", "{ \"reason\": \"not wanted\" }");
        }
    }

    @Test
    void aProblemIsToldAndHasStatusOne() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.problem(409, PROBLEM))) {
            Console console = run(hub, "discard", ID, "--reason=r", "--json");

            assertThat(console.status()).isEqualTo(1);
            assertThat(JSON.readTree(console.out())).isEqualTo(JSON.readTree(PROBLEM));
            assertThat(console.err()).contains("The outcome is unknown (409)", "ask its people and resolve it");
        }
        try (StubHub hub = new StubHub(asked -> Answer.problem(409, PROBLEM))) {
            assertThat(run(hub, "list").status()).isEqualTo(1);
        }
    }

    @Test
    void whenTheAnswerIsLostItMayHaveBeenDone() throws Exception {
        try (StubHub hub = new StubHub(asked -> null)) {
            Console console = run(hub, "discard", ID, "--reason=r");

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.err()).contains("was lost", "nobody knows whether it was done");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "show " + ID,
                "list extra",
                "list --limit=0",
                "list --limit=10001",
                "list --issuer=",
                "replay",
                "replay " + ID,
                "replay --reason=r",
                "replay x --reason=r",
                "replay " + ID + " --all --limit=1 --reason=r",
                "replay --all --reason=r",
                "replay --all --limit=0 --reason=r",
                "replay --all --limit=1001 --reason=r",
                "replay --all --limit=5 --force --reason=r",
                "replay --all --limit=5 --refresh --reason=r",
                "replay " + ID + " --reason=r --limit=5",
                "replay " + ID + " --reason=r --issuer=aurora",
                "replay " + ID + " --reason=",
                "resolve " + ID + " --reason=r",
                "resolve " + ID + " --reason=r --outcome=approved-maybe",
                "resolve --reason=r --outcome=APPROVED",
                "discard " + ID,
                "discard 1-1-1-1-1 --reason=r",
            })
    void wrongUsageIsOneLineAndStatusTwoAndAsksNobody(String line) throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, page(null)))) {
            Console console = run(hub, line.isEmpty() ? new String[0] : line.split(" "));

            assertThat(console.status()).as(console.err()).isEqualTo(2);
            assertThat(console.err().lines()).hasSize(1);
            assertThat(hub.asked()).isEmpty();
        }
    }

    private static String page(String cursor, String... dead) {
        return "{\"deadLetters\":[" + String.join(",", dead) + "],\"nextCursor\":"
                + (cursor == null ? "null" : '"' + cursor + '"') + "}";
    }

    private static void assertAsked(StubHub hub, String path, String body) throws Exception {
        assertThat(hub.asked()).hasSize(1);
        Asked asked = hub.asked().get(0);
        assertThat(asked.method() + " " + asked.path()).isEqualTo("POST " + path);
        assertThat(JSON.readTree(asked.body())).isEqualTo(JSON.readTree(body));
    }

    private static Console run(StubHub hub, String... options) {
        List<String> arguments = new ArrayList<>(List.of("dead-letters"));
        arguments.addAll(List.of(options));
        return Console.run(Map.of("CARDFERRY_URL", hub.address().toString()), arguments.toArray(String[]::new));
    }
}
