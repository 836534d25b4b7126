package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs at one PostgreSQL and one broker: replies lie on one queue, and either may take the other's. */
@Once
class TwoHubsOfDeltaTest {

    private static final int CARDS = 40;
    /** Whoever waits until then has not learned that the other hub took its reply. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    private final String ledger = TestDatabases.server().newDatabase();
    private final HubFixture first = new HubFixture();
    private final HubFixture second = new HubFixture();
    private OutsideBroker broker;
    private DeltaBank bank;

    @BeforeEach
    void begin() throws Exception {
        broker = new OutsideBroker(folder.resolve("broker")).start();
        bank = new DeltaBank(broker.address());
        for (HubFixture hub : List.of(first, second)) {
            TestDatabases.postgresSettings(ledger).forEach(hub::with);
            hub.with("cardferry.issuers.cumulus.enabled", "false")
                    .with("cardferry.jms.url", broker.address())
                    .with(
                            "cardferry.data-dir",
                            folder.resolve("data-" + hub.hashCode()).toString())
                    .with(
                            "cardferry.sources.phone-wallet.url",
                            first.source.uri().toString())
                    .with("cardferry.issuers.delta.response-timeout", RESPONSE_TIMEOUT.toSeconds() + "s");
            hub.start();
        }
    }

    @AfterEach
    void end() throws Exception {
        first.stop();
        second.stop();
        bank.close();
        broker.stop();
        first.closeStubs();
        second.closeStubs();
    }

    @Test
    void eachGetsItsOwnReplyOrSettlesTheOthersAndNobodyWaitsLonger() {
        Map<String, HubFixture> begun = new LinkedHashMap<>();
        for (int i = 0; i < CARDS; i++) {
            HubFixture hub = i % 2 == 0 ? first : second;
            String account = anAccount();
            DeltaBank.lists(first, account);
            begun.put(hub.begin(all(account)), hub);
        }

        begun.forEach((id, hub) -> hub.awaitCard(id, "APPROVED"));

        int byTheOther = 0;
        for (String id : begun.keySet()) {
            JsonNode history = first.history(id);
            List<String> events = history.findValuesAsText("event");
            assertThat(events).contains("attempt-ended").doesNotContain("late-answer", "answer-contradicted");
            byTheOther += endedWithoutLatency(history) ? 1 : 0;
        }
        System.out.printf("two hubs: %d of %d replies were taken by the other hub%n", byTheOther, CARDS);
        assertThat(byTheOther).as("replies that the other hub took").isPositive();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> broker.waiting(DeltaBank.REPLIES) == 0);
        // Their lanes are free: all that was sent is done with, long before the response timeout.
        for (HubFixture hub : List.of(first, second)) {
            awaitIdleLane(hub);
            assertThat(hub.get("/v1/issuers").body()).containsPattern("\"id\":\"delta\"[^}]*\"state\":\"UP\"");
        }
    }

    /** Who did not send it does not know how long it took. */
    private static boolean endedWithoutLatency(JsonNode history) {
        for (JsonNode entry : history) {
            if (entry.path("event").asText().equals("attempt-ended")) {
                return !entry.has("latencyMs");
            }
        }
        return false;
    }

    private static void awaitIdleLane(HubFixture hub) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> hub.get("/metrics")
                        .body()
                        .lines()
                        .anyMatch(line -> line.matches("cardferry_pool_busy\\{pool=\"issuer-delta\"} 0\\.0")));
    }
}
