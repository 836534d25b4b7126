package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.Messages.Change;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.PostgresProcess;
import io.cardferry.postgres.TestDatabases;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.broker.region.DestinationStatistics;
import org.apache.activemq.broker.region.policy.RedeliveryPolicyMap;
import org.apache.activemq.broker.util.RedeliveryPlugin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database goes away while messages come from an outside broker, and that broker is an impatient one: what a
 * consumer gives up goes to its dead letters after one redelivery. What the hub spends there, the broker counts.
 */
@Once
class JmsOutageDrillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONSUMERS = 16;

    @TempDir
    static Path folder;

    private static final PostgresProcess server = new PostgresProcess();
    private static final String ledger = server.newDatabase();
    private static final HubFixture hub = MessageLoad.hub();
    private static OutsideBroker broker;
    private static Messages messages;

    private static final BrokerCounts counts = new BrokerCounts();

    @BeforeAll
    static void begin() throws Exception {
        broker = new OutsideBroker(folder.resolve("broker"))
                .with(counts)
                .with(impatience())
                .start();
        messages = broker.messages();
        TestDatabases.postgresSettings(ledger).forEach(hub::with);
        hub.with("cardferry.jms.url", broker.address())
                .with("cardferry.data-dir", folder.resolve("data").toString());
        hub.start();
    }

    @AfterAll
    static void end() throws Exception {
        hub.stop();
        messages.close();
        broker.stop();
        hub.closeStubs();
        server.close();
    }

    private static RedeliveryPlugin impatience() {
        RedeliveryPolicy once = new RedeliveryPolicy();
        once.setMaximumRedeliveries(1);
        RedeliveryPolicyMap policies = new RedeliveryPolicyMap();
        policies.setDefaultEntry(once);
        RedeliveryPlugin plugin = new RedeliveryPlugin();
        plugin.setRedeliveryPolicyMap(policies);
        return plugin;
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsTakenAndAfterwardsEachMessageHasBeenBroughtOnce() throws Exception {
        MessageLoad load = new MessageLoad(hub, 240);
        Counted before = Counted.now();
        int rollbacks = counts.rollbacks();
        for (int outage = 0; outage < 2; outage++) {
            int first = outage * 120;
            int calls = hub.aurora.calls().size();
            load.sendAll(messages, first, first + 60);
            load.awaitCalls(calls + 5);
            server.stop();
            load.sendAll(messages, first + 60, first + 120);
            await(() -> hub.get("/health/ready").statusCode() == 503);
            assertThat(ledgerPart()).isEqualTo("DOWN");

            assertNothingIsTaken();
            server.start();
        }
        for (int cut = 0; cut < 10; cut++) {
            cutConnections();
        }

        load.awaitEachOnce();
        await(() -> broker.waiting(Messages.REGISTRATIONS) == 0);
        Counted after = Counted.now();
        assertThat(after.minus(before)).isEqualTo(new Counted(240, 240, 240, Map.of()));
        assertThat(counts.rollbacks() - rollbacks).as("messages given back").isZero();
        assertNothingIsGivenUp();
        await(() -> hub.get("/health/ready").statusCode() == 200);
    }

    @Test
    void whileTheDatabaseAnswersButIsReadOnlyTheHubIsNotReadyAndSpendsNoDelivery() throws Exception {
        readOnly(true);

        assertHeldUntil(() -> readOnly(false));
    }

    /** Whatever writes no row, a sweep that finds nothing for one, is committed all the time. */
    @Test
    void whileTheDatabaseHasNoRoomForARegistrationTheHubIsNotReadyAndSpendsNoDelivery() throws Exception {
        sql("CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100''; END'");
        sql("CREATE TRIGGER no_room BEFORE INSERT ON registration FOR EACH ROW EXECUTE FUNCTION no_room()");

        assertHeldUntil(() -> sql("DROP TRIGGER no_room ON registration"));
    }

    private interface Repair {
        void make() throws SQLException;
    }

    private static void assertHeldUntil(Repair repair) throws SQLException {
        MessageLoad load = new MessageLoad(hub, 40);
        Counted before = Counted.now();
        int rollbacks = counts.rollbacks();
        load.sendAll(messages, 0, 40);
        await(() -> Counted.now().minus(before).dispatched() >= CONSUMERS);
        await(() -> hub.get("/health/ready").statusCode() == 503);
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> hub.get("/health/ready").statusCode() == 503
                        && ledgerPart().equals("DOWN"));
        assertThat(Counted.now().minus(before).acknowledged()).isZero();

        repair.make();

        load.awaitEachOnce();
        await(() -> broker.waiting(Messages.REGISTRATIONS) == 0);
        assertThat(Counted.now().minus(before)).isEqualTo(new Counted(40, 40, 40, Map.of()));
        assertThat(counts.rollbacks() - rollbacks).as("messages given back").isZero();
        assertNothingIsGivenUp();
        await(() -> hub.get("/health/ready").statusCode() == 200);
    }

    private static String ledgerPart() {
        return json(hub.get("/health/ready")).at("/parts/ledger").asText();
    }

    /** For sessions that begin now; all others are cut. */
    private static void readOnly(boolean on) throws SQLException {
        sql("ALTER ROLE " + PostgresProcess.ROLE + " SET default_transaction_read_only = " + (on ? "on" : "off"));
        cutConnections();
    }

    private static void cutConnections() throws SQLException {
        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = '"
                + PostgresProcess.ROLE + "'");
    }

    @Test
    void aHubThatIsStoppedWhileTheDatabaseIsAwayLeavesItsMessagesToTheNext() throws Exception {
        MessageLoad load = new MessageLoad(hub, 100);
        Counted before = Counted.now();
        server.stop();
        load.sendAll(messages, 0, 100);
        await(() -> hub.get("/health/ready").statusCode() == 503);
        await(() -> Counted.now().minus(before).dispatched() >= CONSUMERS);

        long begun = System.nanoTime();
        hub.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(took).as("15 s are promised").isLessThan(Duration.ofSeconds(15));
        assertThat(broker.waiting(Messages.REGISTRATIONS)).isEqualTo(100);
        server.start();
        hub.start();
        load.awaitEachOnce();
        await(() -> broker.waiting(Messages.REGISTRATIONS) == 0);
        Counted taken = Counted.now().minus(before);
        System.out.printf(
                "drill: stopped without its database in %.1f s; %d messages brought again, %d deliveries%n",
                took.toMillis() / 1e3, taken.redelivered().size(), taken.dispatched());
        assertThat(taken.acknowledged()).isEqualTo(100);
        assertThat(taken.redelivered()).as("those in hand").hasSizeLessThanOrEqualTo(CONSUMERS);
        assertThat(taken.redelivered().values()).allMatch(times -> times == 1);
        assertNothingIsGivenUp();
    }

    @Test
    void aMessageOnWhichTheHubAlwaysFailsGoesToTheInvalidOnesAndHoldsUpNoOther() throws Exception {
        MessageLoad load = new MessageLoad(hub, 5);
        String poison = anAccount();
        sql("ALTER TABLE registration ADD CONSTRAINT no_poison CHECK (account_id <> '" + poison + "')");
        hub.stop();
        messages.text(all(poison), Change.key("poison"), Change.property("theirs", "kept"));
        for (int i = 0; i < 8; i++) {
            takeAndLeave();
        }
        hub.start();
        load.sendAll(messages, 0, 5);

        Message invalid = messages.awaitInvalid("problem", "internal-error");

        assertThat(Messages.text(invalid)).isEqualTo(all(poison));
        assertThat(Messages.property(invalid, "theirs")).isEqualTo("kept");
        assertThat(Messages.property(invalid, "idempotencyKey")).isEqualTo("poison");
        assertThat(Messages.property(invalid, "problemDetail")).contains("delivery 10");
        assertThat(invalid.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        load.awaitEachOnce();
        await(() -> broker.waiting(Messages.REGISTRATIONS) == 0);
        assertThat(json(hub.ask("/v1/registrations/search", "{\"accountId\":\"" + poison + "\"}"))
                        .path("registrations"))
                .isEmpty();
        assertNothingIsGivenUp();
    }

    /** Longer than a consumer's pause: each has tried in vain meanwhile. */
    private static void assertNothingIsTaken() {
        Counted still = Counted.now();
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> Counted.now().equals(still));
    }

    /** Into the broker's own dead letters, whichever name they have. */
    private static void assertNothingIsGivenUp() {
        assertThat(counts.poisoned()).isZero();
        assertThat(broker.statistics("ActiveMQ.DLQ")).isEmpty();
    }

    /** As a consumer that dies with the message in hand. */
    private static void takeAndLeave() throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.address());
        factory.getRedeliveryPolicy().setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            assertThat(session.createConsumer(session.createQueue(Messages.REGISTRATIONS))
                            .receive(PATIENCE.toMillis()))
                    .isNotNull();
        }
    }

    private static void sql(String statement) throws SQLException {
        Properties session = new Properties();
        session.setProperty("user", PostgresProcess.ROLE);
        session.setProperty("options", "-c default_transaction_read_only=off");
        try (java.sql.Connection connection = DriverManager.getConnection(ledger, session)) {
            connection.createStatement().execute(statement);
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** What the broker has counted of the queue of requests. */
    private record Counted(long sent, long dispatched, long acknowledged, Map<String, Integer> redelivered) {

        static Counted now() {
            DestinationStatistics queue =
                    broker.statistics(Messages.REGISTRATIONS).orElse(new DestinationStatistics());
            return new Counted(
                    queue.getEnqueues().getCount(),
                    counts.dispatches(),
                    queue.getDequeues().getCount(),
                    counts.redeliveries());
        }

        Counted minus(Counted before) {
            Map<String, Integer> since = new HashMap<>(redelivered);
            since.keySet().removeAll(before.redelivered.keySet());
            return new Counted(
                    sent - before.sent, dispatched - before.dispatched, acknowledged - before.acknowledged, since);
        }
    }
}
