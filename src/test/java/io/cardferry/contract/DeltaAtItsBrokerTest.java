package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.DeltaBank.Request;
import io.cardferry.postgres.Once;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delta at a broker of its own, which is away, comes, is restarted, and lets the hub in or not. */
@Once
class DeltaAtItsBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HubFixture hub = new HubFixture();
    private final EditedConfiguration config = new EditedConfiguration();

    @TempDir
    Path folder;

    private OutsideBroker broker;

    @BeforeEach
    void begin() throws Exception {
        broker = new OutsideBroker(folder.resolve("broker"));
        hub.with("cardferry.issuers.cumulus.enabled", "false")
                .with("cardferry.jms.enabled", "false")
                .with("cardferry.data-dir", folder.resolve("data").toString())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.issuers.delta.url", broker.address())
                .with("cardferry.issuers.delta.response-timeout", "30s")
                .with("cardferry.issuers.delta.retry.first-delay", "200ms")
                .with("cardferry.issuers.delta.retry.max-delay", "500ms")
                .with("cardferry.issuers.delta.retry.max-attempts", "1000");
    }

    @AfterEach
    void end() {
        hub.stop();
        hub.closeStubs();
        config.close();
    }

    @Test
    void whileItIsAwayNothingIsSentAndItsReturnIsFoundByItself() throws Exception {
        hub.start();
        String account = anAccount();
        DeltaBank.lists(hub, account);

        String waiting = hub.begin(all(account));
        JsonNode card = hub.awaitCard(waiting, "RETRY_SCHEDULED");
        assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-unreachable");
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        assertThat(hub.register(all(anAccount())).at("/cards/0/status").asText())
                .as("another issuer's")
                .isEqualTo("APPROVED");

        broker.start();
        try (DeltaBank bank = new DeltaBank(broker.address())) {
            hub.awaitCard(waiting, "APPROVED");
            assertThat(bank.requests(account)).hasSize(1);
        }
        broker.stop();
    }

    @Test
    void aReplyThatWaitsAtABrokerThatIsRestartedSettlesItsCard() throws Exception {
        hub.with("cardferry.issuers.delta.response-timeout", "5s");
        broker.start();
        hub.start();
        AtomicReference<Request> asked = new AtomicReference<>();
        String account = anAccount();
        DeltaBank.lists(hub, account);
        DeltaBank bank = new DeltaBank(broker.address());
        bank.answers(account, asked::set);
        String id = hub.begin(all(account));
        Awaitility.await().atMost(PATIENCE).until(() -> asked.get() != null);
        bank.close();
        broker.stop();
        hub.awaitCard(id, "DEAD_LETTERED");

        broker.start();
        try (DeltaBank again = new DeltaBank(broker.address())) {
            again.approve(asked.get());
            hub.awaitCard(id, "APPROVED");

            String next = anAccount();
            DeltaBank.lists(hub, next);
            hub.awaitCard(hub.begin(all(next)), "APPROVED");
        }
        broker.stop();
    }

    @Test
    void silenceIsADeadLetterInDoubtAndALateAnswerSettlesIt() throws Exception {
        broker.start();
        hub.with("cardferry.issuers.delta.response-timeout", "2s").start();
        String account = anAccount();
        DeltaBank.lists(hub, account);
        try (DeltaBank bank = new DeltaBank(broker.address())) {
            bank.answers(account, request -> {});
            String id = hub.begin(all(account));

            JsonNode dead = hub.awaitCard(id, "DEAD_LETTERED");
            assertThat(dead.path("inDoubt").asBoolean()).isTrue();
            bank.approve(bank.requests(account).get(0));

            assertThat(hub.awaitCard(id, "APPROVED").path("attempts").asInt()).isEqualTo(1);
            assertThat(bank.requests(account)).hasSize(1);
        }
        broker.stop();
    }

    @Test
    void aRefusedPasswordIsAnAccessThatIsWrongAndNotAnUnknownOutcome() throws Exception {
        broker.guardedBy(BrokerRights.withHubPassword("changed-meanwhile")).start();
        asUser();
        hub.start();
        String account = anAccount();
        DeltaBank.lists(hub, account);

        String id = hub.begin(all(account));

        JsonNode card = hub.awaitResource(
                        id,
                        registration ->
                                registration.at("/cards/0/reason/code").asText().equals("issuer-access"))
                .at("/cards/0");
        assertThat(card.path("status").asText()).isIn("RETRY_SCHEDULED", "SUBMITTING");
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        assertThat(Json.json(hub.get("/v1/issuers")).path("issuers").toString())
                .containsPattern("\"id\":\"delta\"[^}]*\"state\":\"DEGRADED\"");

        broker.stop();
        broker.guardedBy(BrokerRights.withHubPassword(BrokerRights.HUB_PASSWORD))
                .start();
        try (DeltaBank bank = new DeltaBank(broker.clientAddress())) {
            hub.awaitCard(id, "APPROVED");
            assertThat(bank.requests(account)).hasSize(1);
        }
        broker.stop();
    }

    @Test
    void aQueueThatTheHubMayNotSendToIsTheSame() throws Exception {
        broker.guardedBy(BrokerRights.leastForTheHub(Map.of(DeltaBank.REPLIES, "read,admin")))
                .start();
        asUser();
        hub.start();
        String account = anAccount();
        DeltaBank.lists(hub, account);

        String id = hub.begin(all(account));

        JsonNode card = hub.awaitResource(
                        id,
                        registration ->
                                registration.at("/cards/0/reason/code").asText().equals("issuer-access"))
                .at("/cards/0");
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        broker.stop();
    }

    private void asUser() {
        config.edit("delta", "issuer.yaml", "type: jms.*", "type: jms\n  authentication: { type: basic }");
        hub.configuredIn(config.folder)
                .with("cardferry.issuers.delta.authentication.user", BrokerRights.HUB)
                .with("cardferry.issuers.delta.authentication.password", BrokerRights.HUB_PASSWORD);
    }
}
