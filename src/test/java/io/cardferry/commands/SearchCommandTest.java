package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.commands.StubHub.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LAST_PAGE =
            "{ \"registrations\": [" + Registrations.COMPLETED + "], \"nextCursor\": null }";
    private static final String CURSOR = "eyJ1IjoiMjAyNi0xMS0yMlQxMDoxNTowMC40NTZaIiwiaSI6IjAxOTM4ZjVlIn0".repeat(3);

    @Test
    void asksForEverythingThatWasGivenAsTheContractSays() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, LAST_PAGE))) {
            Console console = search(
                    hub,
                    "--account=acc-1001",
                    "--device-id=tv-77",
                    "--ref=c-1",
                    "--request-id=01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e60",
                    "--token-reference=AUR-1",
                    "--issuer=aurora",
                    "--card-status=APPROVED",
                    "--updated-since=2026-11-22T11:15:00+01:00",
                    "--limit=200",
                    "--cursor=next");

            assertThat(console.status()).isZero();
            StubHub.Asked asked = hub.asked().get(0);
            assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v1/registrations/search");
            assertThat(asked.headers().getFirst("Content-Type")).isEqualTo("application/json");
            assertThat(JSON.readTree(asked.body())).isEqualTo(JSON.readTree("""
                    { "accountId": "acc-1001", "deviceId": "tv-77", "cardRef": "c-1",
                      "issuerRequestId": "01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e60", "tokenReference": "AUR-1",
                      "issuer": "aurora", "cardStatus": "APPROVED", "updatedSince": "2026-11-22T10:15:00Z",
                      "limit": 200, "cursor": "next" }
                    """));
        }
    }

    @Test
    void leavesOutWhatWasNotGiven() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, LAST_PAGE))) {
            search(hub, "--account=acc-1001");

            assertThat(JSON.readTree(hub.asked().get(0).body()))
                    .isEqualTo(JSON.readTree("{ \"accountId\": \"acc-1001\", \"limit\": 50 }"));
        }
    }

    @Test
    void aDurationMeansThatLongAgo() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, LAST_PAGE))) {
            Instant before = Instant.now();
            search(hub, "--updated-since=90m");

            JsonNode body = JSON.readTree(hub.asked().get(0).body());
            assertThat(Instant.parse(body.path("updatedSince").asText()))
                    .isBetween(
                            before.minus(Duration.ofMinutes(90)), Instant.now().minus(Duration.ofMinutes(90)));
        }
    }

    @Test
    void showsEachRegistrationInEightyColumnsWithItsWholeId() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, LAST_PAGE))) {
            Console console = search(hub, "--account=acc-1001");

            assertThat(console.out())
                    .containsPattern(Registrations.ID + " +COMPLETED +2026-11-22T10:15:00.456Z")
                    .contains("acc-1001 → TV tv-77")
                    .contains("1 APPROVED, 1 DECLINED");
            assertThat(console.out().lines())
                    .allMatch(line -> line.length() <= 80)
                    .endsWith("1 registration");
        }
    }

    @Test
    void givesTheCursorOfTheNextPageWhole() throws Exception {
        String page = LAST_PAGE.replace("\"nextCursor\": null", "\"nextCursor\": \"" + CURSOR + '"');
        try (StubHub hub = new StubHub(asked -> Answer.json(200, page))) {
            assertThat(search(hub).out()).contains("--cursor " + CURSOR);
        }
    }

    @Test
    void findingNothingIsAnAnswer() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, "{\"registrations\":[],\"nextCursor\":null}"))) {
            Console console = search(hub, "--account=acc-9999");

            assertThat(console.status()).isZero();
            assertThat(console.out()).contains("No registration found.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/problem+json", "text/html"})
    void whereSomethingElseAnswersTheAddressIsToBeChecked(String type) throws Exception {
        try (StubHub other = new StubHub(asked -> new Answer(404, type, Map.of(), "{\"title\":\"Not Found\"}"))) {
            Console console = search(other, "--account=acc-1001");

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.out()).isEmpty();
            assertThat(console.err().lines())
                    .singleElement()
                    .asString()
                    .contains(other.address() + " is not a Cardferry hub (status 404)", "check --url");
        }
    }

    @Test
    void givesThePageToMachinesAndProblemsToo() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, LAST_PAGE))) {
            assertThat(JSON.readTree(search(hub, "--json").out())).isEqualTo(JSON.readTree(LAST_PAGE));
        }
        try (StubHub hub = new StubHub(asked -> Answer.problem(404, Registrations.UNKNOWN))) {
            Console console = search(hub, "--json");

            assertThat(console.status()).isEqualTo(1);
            assertThat(JSON.readTree(console.out())).isEqualTo(JSON.readTree(Registrations.UNKNOWN));
            assertThat(console.err()).contains("(404)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--limit=0", "--limit=201", "--limit=many", "--updated-since=yesterday", "acc-1001"})
    void wrongUsageIsOneLineAndStatusTwoAndAsksNobody(String option) throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(200, LAST_PAGE))) {
            Console console = search(hub, option);

            assertThat(console.status()).isEqualTo(2);
            assertThat(console.err().lines()).hasSize(1);
            assertThat(hub.asked()).isEmpty();
        }
    }

    private static Console search(StubHub hub, String... options) {
        List<String> arguments = new ArrayList<>(List.of("search"));
        arguments.addAll(List.of(options));
        return Console.run(Map.of("CARDFERRY_URL", hub.address().toString()), arguments.toArray(String[]::new));
    }
}
