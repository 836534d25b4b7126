package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator pauses an issuer: nothing is sent to it, nothing is lost, and afterwards everything goes on by itself. */
class PausedIssuerTest {

    private static final Duration MAX_AGE = Duration.ofSeconds(8);

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.aurora.response-timeout", "3s")
            .with("cardferry.issuers.aurora.retry.first-delay", "100ms")
            .with("cardferry.issuers.aurora.retry.max-delay", "200ms")
            .with("cardferry.issuers.aurora.retry.max-attempts", "1000")
            .with("cardferry.issuers.aurora.retry.max-age", MAX_AGE.toMillis() + "ms")
            .with("cardferry.issuers.aurora.inquiry.not-before", "0s");

    private final String account = anAccount();

    @AfterEach
    void resume() {
        act("aurora", "resume", "the test is over");
    }

    @Test
    void aNewCardWaitsUnsentAndIsSentWhenTheIssuerIsResumed() {
        pause("aurora");
        String registration = hub.begin(all(account));

        JsonNode card = hub.awaitCard(registration, "RETRY_SCHEDULED");

        assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-paused");
        assertThat(card.path("attempts").asInt()).isZero();
        assertThat(issuer("aurora").path("retryScheduled").asInt()).isEqualTo(1);
        assertThat(hub.aurora.calls(account)).isEmpty();

        act("aurora", "resume", "done");

        assertThat(hub.awaitCard(registration, "APPROVED").path("attempts").asInt())
                .isEqualTo(1);
        assertThat(issuer("aurora").path("retryScheduled").asInt()).isZero();
    }

    @Test
    void aCardInDoubtIsAskedAboutAndSettles() {
        hub.aurora.answers(account, call -> {
            if (call.method().equals("POST")) {
                pause("aurora");
                return Reply.answer(500, "");
            }
            return HubFixture.approved(calls("POST").get(0));
        });

        hub.awaitCard(hub.begin(all(account)), "APPROVED");

        assertThat(issuer("aurora").path("state").asText()).isEqualTo("PAUSED");
        assertThat(calls("POST")).hasSize(1);
        assertThat(calls("GET")).isNotEmpty();
    }

    @Test
    void aPauseAgesNoCard() {
        hub.aurora.answers(account, call -> {
            if (calls("POST").size() == 1) {
                pause("aurora");
                return Reply.answer(503, "");
            }
            return HubFixture.approved(call);
        });
        String registration = hub.begin(all(account));
        hub.awaitCard(registration, "RETRY_SCHEDULED");
        Instant tooOld = Instant.now().plus(MAX_AGE);

        JsonNode waiting =
                hub.awaitResource(registration, resource -> Instant.now().isAfter(tooOld));
        assertThat(waiting.at("/cards/0/status").asText()).isEqualTo("RETRY_SCHEDULED");
        act("aurora", "resume", "done");

        assertThat(hub.awaitCard(registration, "APPROVED").path("attempts").asInt())
                .isEqualTo(2);
    }

    @Test
    void aPauseSurvivesARestart() throws Exception {
        pause("aurora");
        String registration = hub.begin(all(account));
        hub.awaitCard(registration, "RETRY_SCHEDULED");

        hub.stop();
        hub.start();

        assertThat(issuer("aurora").path("state").asText()).isEqualTo("PAUSED");
        assertThat(issuer("aurora").path("pauseReason").asText()).isEqualTo("maintenance until 18:00");
        String other = anAccount();
        assertThat(hub.awaitCard(hub.begin(all(other)), "RETRY_SCHEDULED")
                        .at("/reason/code")
                        .asText())
                .isEqualTo("issuer-paused");
        assertThat(hub.aurora.calls(account)).isEmpty();

        act("aurora", "resume", "done");
        hub.awaitCard(registration, "APPROVED");
    }

    @Test
    void cardsThatWaitForAPackThatIsNotThereAreStillSeen() throws Exception {
        pause("aurora");
        String registration = hub.begin(all(account));
        hub.awaitCard(registration, "RETRY_SCHEDULED");
        restart("false");
        try {
            JsonNode aurora = issuer("aurora");
            assertThat(aurora.path("name").asText()).isEqualTo("aurora");
            assertThat(aurora.path("state").asText()).isEqualTo("PAUSED");
            assertThat(aurora.path("retryScheduled").asInt()).isPositive();
            assertThat(json(act("aurora", "resume", "done")).path("state").asText())
                    .isEqualTo("DEGRADED");
        } finally {
            restart("true");
        }
        hub.awaitCard(registration, "APPROVED");
    }

    private static void restart(String enabled) throws Exception {
        hub.stop();
        hub.with("cardferry.issuers.aurora.enabled", enabled);
        hub.start();
    }

    @Test
    void otherIssuersGoOn() {
        pause("aurora");
        hub.source.says(
                account,
                CardList.of(account)
                        .with(CardList.card("c-1").replace("aurora", "borealis"))
                        .reply());

        assertThat(hub.awaitCard(hub.begin(all(account)), "APPROVED")
                        .path("issuer")
                        .asText())
                .isEqualTo("borealis");
        assertThat(issuer("borealis").path("state").asText()).isEqualTo("UP");
    }

    @Test
    void toPauseTwiceOrToResumeTwiceChangesNothing() {
        JsonNode first = pause("aurora");
        JsonNode second = json(act("aurora", "pause", "another reason"));
        assertThat(second).isEqualTo(first);

        assertThat(json(act("aurora", "resume", "done")).path("state").asText()).isEqualTo("UP");
        HttpResponse<String> again = act("aurora", "resume", "done");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).path("pausedSince").isNull()).isTrue();
    }

    @Test
    void everyIssuerIsListedWithItsNameAndItsCounts() {
        JsonNode issuers = json(hub.get("/v1/issuers")).path("issuers");

        assertThat(issuers.valueStream().map(issuer -> issuer.path("id").asText()))
                .containsExactly("aurora", "borealis", "cumulus", "delta");
        assertThat(issuer("borealis").path("name").asText()).isNotEmpty();
        assertThat(issuer("borealis").path("deadLettered").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume"})
    void anIssuerThatIsNotThereIs404(String action) {
        assertThat(act("nobody", action, "by mistake").statusCode()).isEqualTo(404);
        assertThat(act("AURORA", action, "by mistake").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":null}", "{\"reason\":\"\"}", "{\"reason\":7}", "{\"reason\":\"a\\nb\"}"})
    void aReasonIsRequiredAndNamedIfItIsWrong(String body) {
        HttpResponse<String> answer = hub.ask("/v1/issuers/aurora/pause", body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo("/reason");
        assertThat(issuer("aurora").path("state").asText()).isEqualTo("UP");
    }

    @Test
    void aReasonHasUpToFiveHundredCharactersAndShowsNoCardNumber() {
        assertThat(act("aurora", "pause", "x".repeat(501)).statusCode()).isEqualTo(422);
        assertThat(act("aurora", "pause", "x".repeat(500)).statusCode()).isEqualTo(200);
        act("aurora", "resume", "done");

        JsonNode paused = json(act("aurora", "pause", "card 4111 1111 1111 1111 is stuck"));

        assertThat(paused.path("pauseReason").asText()).isEqualTo("card *** is stuck");
    }

    @Test
    void theMetricsShowStateAndCounts() {
        pause("aurora");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(hub.get("/metrics").body())
                        .contains("cardferry_issuer_state{issuer=\"aurora\",state=\"PAUSED\"} 1.0")
                        .contains("cardferry_issuer_state{issuer=\"borealis\",state=\"UP\"} 1.0")
                        .contains("cardferry_issuer_cards{issuer=\"borealis\",status=\"DEAD_LETTERED\"} 0.0"));
    }

    private static JsonNode pause(String issuer) {
        return json(act(issuer, "pause", "maintenance until 18:00"));
    }

    private static HttpResponse<String> act(String issuer, String action, String reason) {
        return hub.ask("/v1/issuers/" + issuer + "/" + action, "{\"reason\":\"" + reason + "\"}");
    }

    private static JsonNode issuer(String id) {
        return json(hub.get("/v1/issuers"))
                .path("issuers")
                .valueStream()
                .filter(issuer -> issuer.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<Call> calls(String method) {
        return hub.aurora.calls(account).stream()
                .filter(call -> call.method().equals(method))
                .toList();
    }
}
