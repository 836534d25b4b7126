package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.DeltaBank.Request;
import io.cardferry.postgres.Once;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Delta's pack is changed while requests of its old version are at the bank. */
@Once
class DeltaReloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CARDS = 20;
    private static final int CONSUMERS = 8;

    private static final EditedConfiguration CONFIG = new EditedConfiguration();

    @RegisterExtension
    static final HubFixture HUB = new HubFixture()
            .configuredIn(CONFIG.folder)
            .with("cardferry.issuers.cumulus.enabled", "false")
            .with("cardferry.issuers.delta.response-timeout", "60s");

    @AfterAll
    static void delete() {
        CONFIG.close();
    }

    @Test
    void repliesFindWhoWaitsWhicheverVersionTakesThemAndTheOldVersionGoes() {
        BrokerBooks books = BrokerBooks.ofEmbedded(HUB.embeddedBroker());
        try (DeltaBank bank = new DeltaBank(HUB.embeddedBroker().toString())) {
            List<Request> held = new CopyOnWriteArrayList<>();
            List<String> begun = new ArrayList<>();
            for (int i = 0; i < CARDS; i++) {
                String account = anAccount();
                bank.answers(account, held::add);
                begun.add(begin(account));
            }
            Awaitility.await().atMost(PATIENCE).until(() -> held.size() == CARDS);
            Awaitility.await().atMost(PATIENCE).until(() -> books.consumers(DeltaBank.REPLIES) == CONSUMERS);

            CONFIG.edit("delta", "issuer.yaml", "name: Delta Bank", "name: Delta Bank of today");
            assertThat(HUB.ask("/v1/issuers/reload", "{\"reason\":\"another name\"}")
                            .statusCode())
                    .isEqualTo(200);
            Awaitility.await().atMost(PATIENCE).until(() -> books.consumers(DeltaBank.REPLIES) == 2 * CONSUMERS);
            String next = begin(anAccount());
            held.forEach(bank::approve);

            HUB.awaitCard(next, "APPROVED");
            begun.forEach(id -> assertThat(
                            HUB.awaitCard(id, "APPROVED").path("attempts").asInt())
                    .isEqualTo(1));
            begun.forEach(id -> assertThat(HUB.history(id).findValuesAsText("event"))
                    .doesNotContain("late-answer", "answer-repeated"));
            Awaitility.await().atMost(PATIENCE).until(() -> books.consumers(DeltaBank.REPLIES) == CONSUMERS);
            Awaitility.await().atMost(PATIENCE).until(() -> books.on(DeltaBank.REPLIES) == 0);
            HUB.awaitCard(begin(anAccount()), "APPROVED");
        }
    }

    private static String begin(String account) {
        DeltaBank.lists(HUB, account);
        return HUB.begin(all(account));
    }
}
