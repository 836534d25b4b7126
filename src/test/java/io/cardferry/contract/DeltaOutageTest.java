package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.DeltaBank.Request;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.PostgresProcess;
import io.cardferry.postgres.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away while a reply of Delta's is awaited. */
@Once
class DeltaOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final PostgresProcess server = new PostgresProcess();
    private final HubFixture hub = new HubFixture();
    private final AtomicReference<Request> asked = new AtomicReference<>();
    private OutsideBroker broker;
    private DeltaBank bank;
    private String registration;

    @BeforeEach
    void sendACard() throws Exception {
        broker = new OutsideBroker(folder.resolve("broker")).start();
        bank = new DeltaBank(broker.address());
        TestDatabases.postgresSettings(server.newDatabase()).forEach(hub::with);
        hub.with("cardferry.issuers.cumulus.enabled", "false")
                .with("cardferry.jms.url", broker.address())
                .with("cardferry.data-dir", folder.resolve("data").toString())
                .with("cardferry.issuers.delta.response-timeout", "120s")
                .start();
        String account = anAccount();
        bank.answers(account, asked::set);
        DeltaBank.lists(hub, account);
        registration = hub.begin(all(account));
        await(() -> asked.get() != null);
    }

    @AfterEach
    void end() throws Exception {
        hub.stop();
        hub.closeStubs();
        bank.close();
        broker.stop();
        server.close();
    }

    @Test
    void theReplyIsHeldUntilItCanBeRecordedAndIsRecordedOnce() {
        server.stop();
        bank.approve(asked.get());

        await(() -> broker.books().inHand(DeltaBank.REPLIES) == 1);
        await(() -> hub.get("/health/ready").statusCode() == 503);
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> broker.books().acknowledged(DeltaBank.REPLIES) == 0
                        && broker.books().inHand(DeltaBank.REPLIES) == 1);
        server.start();

        hub.awaitCard(registration, "APPROVED");
        await(() -> broker.books().acknowledged(DeltaBank.REPLIES) == 1);
        await(() -> hub.get("/health/ready").statusCode() == 200);
        assertThat(hub.history(registration).findValuesAsText("event"))
                .containsOnlyOnce("attempt-ended")
                .doesNotContain("answer-repeated", "late-answer");
    }

    @Test
    void aHubThatIsStoppedMeanwhileLeavesTheReplyToTheNext() throws Exception {
        server.stop();
        bank.approve(asked.get());
        await(() -> broker.books().inHand(DeltaBank.REPLIES) == 1);

        long begun = System.nanoTime();
        hub.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("15 s are promised")
                .isLessThan(Duration.ofSeconds(15));

        assertThat(broker.books().acknowledged(DeltaBank.REPLIES)).isZero();
        server.start();
        hub.start();
        hub.awaitCard(registration, "APPROVED");
        await(() -> broker.books().acknowledged(DeltaBank.REPLIES) == 1);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }
}
