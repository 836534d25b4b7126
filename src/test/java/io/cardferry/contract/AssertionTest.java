package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.TestDatabases;
import io.cardferry.registration.ledger.Database;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The caller's proof of the account: for the card sources, until they have answered, and for nobody else. */
class AssertionTest {

    private static final String CANARY = "eyJhbGciOiJub25lIn0.CanaryAssertion~";
    private static final Reply BUSY = Reply.answer(503, "");
    private static final Reply UNKNOWN = Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}");

    @Test
    void everySourceGetsItOnEveryAskAlsoAfterARestartAndItIsSealedAndThenGone() throws Exception {
        HubFixture hub = new HubFixture()
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.sources.watch-wallet.enabled", "true")
                .with("cardferry.sources.phone-wallet.retry.first-delay", "500ms")
                .with("cardferry.sources.phone-wallet.retry.max-delay", "500ms")
                .with("cardferry.sources.watch-wallet.retry.first-delay", "500ms")
                .with("cardferry.sources.watch-wallet.retry.max-delay", "500ms");
        String found = anAccount();
        String unknown = anAccount();
        String down = anAccount();
        List.of(found, unknown, down).forEach(account -> {
            hub.source.says(account, BUSY);
            hub.watch.says(account, BUSY);
        });
        hub.beforeAll(null);
        try {
            String foundId = hub.begin(withAssertion(found));
            String unknownId = hub.begin(withAssertion(unknown));
            String downId = hub.begin(withAssertion(down));
            Awaitility.await().until(() -> hub.source.calls(down).size() >= 2);
            hub.stop();
            assertThat(sealed(hub))
                    .hasSize(3)
                    .allSatisfy(text -> assertThat(text)
                            .doesNotContain(CANARY, "CanaryAssertion")
                            .hasSizeGreaterThan(CANARY.length()));

            hub.source.says(found, CardList.of(found).with(CardList.card("c-1")).reply());
            hub.watch.says(found, UNKNOWN);
            hub.source.says(unknown, UNKNOWN);
            hub.watch.says(unknown, UNKNOWN);
            hub.with("cardferry.sources.phone-wallet.retry.max-attempts", "3")
                    .with("cardferry.sources.watch-wallet.retry.max-attempts", "3");
            hub.start();
            JsonNode card = hub.awaitCard(foundId, "APPROVED");
            assertReason(hub, unknownId, "account-unknown");
            assertReason(hub, downId, "source-unavailable");

            List.of(found, unknown, down).forEach(account -> {
                assertThat(hub.source.calls(account))
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(AssertionTest::hasIt);
                assertThat(hub.watch.calls(account))
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allSatisfy(AssertionTest::hasIt);
            });
            assertThat(hub.aurora.calls(found))
                    .allSatisfy(call ->
                            assertThat(call.headers().toString() + call.text()).doesNotContain("CanaryAssertion"));
            assertThat(card.toString() + hub.resource(foundId) + hub.history(foundId) + hub.history(downId))
                    .doesNotContain("CanaryAssertion");
            hub.stop();
            assertThat(sealed(hub)).isEmpty();
        } finally {
            hub.afterAll(null);
        }
    }

    private static void assertReason(HubFixture hub, String id, String code) {
        JsonNode resource =
                hub.awaitResource(id, it -> "FAILED".equals(it.path("status").asText()));
        assertThat(resource.at("/reason/code").asText()).isEqualTo(code);
    }

    private static void hasIt(StubServer.Call call) {
        assertThat(call.header("X-Account-Assertion")).isEqualTo(CANARY);
    }

    /** What the stopped hub's database holds of assertions. */
    private static List<String> sealed(HubFixture hub) {
        Database database = TestDatabases.open(hub.data());
        try {
            return new JdbcTemplate(database.dataSource())
                    .queryForList(
                            "SELECT assertion_sealed FROM registration WHERE assertion_sealed IS NOT NULL",
                            String.class);
        } finally {
            database.close();
        }
    }

    private static String withAssertion(String account) {
        return """
            {"account":{"id":"%s","assertion":"%s"},"device":{"id":"tv-77","type":"TV"},"cards":{"all":true}}""".formatted(account, CANARY);
    }
}
