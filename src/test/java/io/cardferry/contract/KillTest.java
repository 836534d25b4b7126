package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill with real processes: what a hub has accepted outlives it, however it ends. */
@Once
class KillTest {

    @TempDir
    Path data;

    private final HubFixture hub = new HubFixture();
    private final String account = anAccount();

    @BeforeEach
    void begin() {
        hub.with("cardferry.data-dir", data.toString());
    }

    @AfterEach
    void end() {
        hub.closeStubs();
    }

    @Test
    void whatWasAcceptedIsThereAfterAKillItsKeyIsRememberedAndItsWorkGoesOn() {
        String key = aKey();
        CountDownLatch sourceAnswers = new CountDownLatch(1);
        hub.source.answers(
                account,
                call -> Reply.after(
                        sourceAnswers,
                        CardList.of(account).with(CardList.card("c-1")).reply()));
        HttpResponse<String> accepted;
        try (HubProcess first = start()) {
            accepted = hub.post(key, all(account), "Prefer", "respond-async");
            first.kill();
        }
        assertThat(accepted.statusCode()).isEqualTo(202);
        sourceAnswers.countDown();

        try (HubProcess second = start()) {
            HttpResponse<String> again = hub.post(key, all(account), "Prefer", "wait=30");

            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(again.headers().firstValue("Location"))
                    .isEqualTo(accepted.headers().firstValue("Location"));
            assertThat(json(again).at("/cards/0/status").asText()).isEqualTo("APPROVED");
            assertThat(hub.post(key, all(anAccount())).statusCode()).isEqualTo(422);
            assertThat(hub.aurora.calls(account)).hasSize(1);
            second.kill();
        }
    }

    @Test
    void aCardThatMayHaveBeenSentIsInDoubtAfterAKill() {
        hub.aurora.says(account, Reply.silence());
        String id;
        try (HubProcess first = start()) {
            id = hub.begin(all(account));
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> !hub.aurora.calls(account).isEmpty());
            first.kill();
        }

        try (HubProcess second = start()) {
            JsonNode card = hub.awaitCard(id, "IN_DOUBT");

            assertThat(card.path("inDoubt").asBoolean()).isTrue();
            assertThat(card.path("attempts").asInt()).isEqualTo(1);
            assertThat(card.path("nextAttemptAt").isNull()).isFalse();
            String sent = json(hub.aurora.calls(account).get(0).text())
                    .path("requestId")
                    .asText();
            assertThat(card.path("issuerRequestId").asText()).isEqualTo(sent);
            second.kill();
        }
    }

    @Test
    void aHubThatIsAskedToStopUnderLoadDoesSoInTimeAndLosesNothing() throws Exception {
        Map<String, String> keysByRegistration = new ConcurrentHashMap<>();
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try (HubProcess first = start()) {
            for (int i = 0; i < 16; i++) {
                callers.execute(() -> keepRegistering(keysByRegistration));
            }
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> keysByRegistration.size() > 50);

            first.terminate();

            assertThat(first.endsWithin(15)).as("15 s are promised").isTrue();
            assertThat(first.exitStatus()).isZero();
        }
        callers.shutdown();
        assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        try (HubProcess second = start()) {
            assertThat(keysByRegistration.keySet())
                    .allSatisfy(id -> hub.awaitResource(
                            id,
                            resource ->
                                    "COMPLETED".equals(resource.path("status").asText())));
            second.kill();
        }
    }

    @Test
    void whoWaitsForAnEndIsAnsweredWhenTheHubStops() {
        hub.aurora.says(account, Reply.silence());
        try (HubProcess process = start()) {
            CompletableFuture<HttpResponse<String>> waiting =
                    CompletableFuture.supplyAsync(() -> hub.post(aKey(), all(account), "Prefer", "wait=30"));
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> !hub.aurora.calls(account).isEmpty());

            process.terminate();

            assertThat(waiting.join().statusCode()).isEqualTo(202);
            assertThat(process.exitStatus()).isZero();
        }
    }

    @Test
    void aSecondHubOnTheSameDataFolderEndsWithOneLine() {
        try (HubProcess first = start();
                HubProcess second = HubProcess.run(hub.environment())) {
            assertThat(second.exitStatus()).isEqualTo(2);
            assertThat(second.errors().lines()).singleElement().asString().contains(data.toString());
            first.kill();
        }
    }

    private HubProcess start() {
        HubProcess process = HubProcess.run(hub.environment());
        hub.talkTo(process.ready());
        return process;
    }

    /** Registers until nobody answers any more. */
    private void keepRegistering(Map<String, String> keysByRegistration) {
        try {
            while (true) {
                String key = aKey();
                HttpResponse<String> response = hub.post(key, all(anAccount()), "Prefer", "wait=5");
                if (response.statusCode() / 100 == 2) {
                    keysByRegistration.put(json(response).path("registrationId").asText(), key);
                }
            }
        } catch (IllegalStateException nobodyThere) {
            // The hub has stopped.
        }
    }
}
