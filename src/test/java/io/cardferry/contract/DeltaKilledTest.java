package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.DeltaBank.Request;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.PostgresProcess;
import io.cardferry.postgres.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub is killed with an answer of Delta's that its ledger has not committed. */
@Once
class DeltaKilledTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Test
    void aReplyInTheHandsOfAKilledHubSettlesItsCardAfterwards() throws Exception {
        String ledger = TestDatabases.server().newDatabase();
        OutsideBroker broker = new OutsideBroker(folder.resolve("broker")).start();
        HubFixture hub = new HubFixture();
        TestDatabases.postgresSettings(ledger).forEach(hub::with);
        hub.with("cardferry.issuers.cumulus.enabled", "false")
                .with("cardferry.jms.url", broker.address())
                .with("cardferry.data-dir", folder.resolve("data").toString())
                .with("cardferry.delivery.lease", "5s")
                .with("cardferry.issuers.delta.response-timeout", "30s");
        AtomicReference<Request> asked = new AtomicReference<>();
        String account = anAccount();
        String id;
        try (DeltaBank bank = new DeltaBank(broker.address())) {
            bank.answers(account, asked::set);
            try (HubProcess killed = HubProcess.run(hub.environment());
                    Connection locked = DriverManager.getConnection(ledger, PostgresProcess.ROLE, "")) {
                hub.talkTo(killed.ready());
                DeltaBank.lists(hub, account);
                id = hub.begin(all(account));
                Awaitility.await().atMost(PATIENCE).until(() -> asked.get() != null);
                locked.setAutoCommit(false);
                try (Statement statement = locked.createStatement()) {
                    statement.execute("LOCK TABLE card_registration IN EXCLUSIVE MODE");
                }
                bank.approve(asked.get());
                Awaitility.await().atMost(PATIENCE).until(() -> broker.books().inHand(DeltaBank.REPLIES) == 1);
                killed.kill();
                locked.rollback();
            }
            assertThat(broker.books().acknowledged(DeltaBank.REPLIES)).isZero();

            try (HubProcess again = HubProcess.run(hub.environment())) {
                hub.talkTo(again.ready());
                hub.awaitCard(id, "APPROVED");
                assertThat(bank.requests(account)).hasSize(1);
                Awaitility.await().atMost(PATIENCE).until(() -> broker.books().on(DeltaBank.REPLIES) == 0);
            }
        }
        broker.stop();
        hub.closeStubs();
    }
}
