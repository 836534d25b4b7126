package io.cardferry.contract;

import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.PostgresProcess;
import io.cardferry.postgres.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.command.ActiveMQQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs that share a PostgreSQL and an outside broker; one is killed with the outbox in its hands. */
@Once
class TwoHubsOfMessagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int REGISTRATIONS = 200;
    /** Each sends one message at a time. */
    private static final int SENDERS = 9;

    @TempDir
    Path folder;

    private final String ledger = TestDatabases.server().newDatabase();
    private final HubFixture first = MessageLoad.hub();
    private final HubFixture second = MessageLoad.hub();
    private final BrokerCounts counts = new BrokerCounts();
    private final Map<String, Integer> replies = new ConcurrentHashMap<>();
    private final Map<String, Integer> deadLetters = new ConcurrentHashMap<>();
    private OutsideBroker broker;
    private Messages messages;
    private Messages reader;

    @BeforeEach
    void begin() throws Exception {
        broker = new OutsideBroker(folder.resolve("broker")).with(counts).start();
        messages = broker.messages();
        reader = broker.messages();
        reader.collect("replies", reply -> count(replies, Messages.text(reply), "registrationId"));
        reader.collect("cardferry.dead-letters", dead -> count(deadLetters, Messages.text(dead), "deadLetterId"));
        second.with("cardferry.sources.phone-wallet.url", first.source.uri().toString())
                .with("cardferry.issuers.aurora.url", first.aurora.uri().toString());
        for (HubFixture hub : new HubFixture[] {first, second}) {
            TestDatabases.postgresSettings(ledger).forEach(hub::with);
            hub.with("cardferry.jms.url", broker.address())
                    .with(
                            "cardferry.data-dir",
                            folder.resolve("data-" + hub.hashCode()).toString())
                    // The kill has to come before it ends.
                    .with("cardferry.delivery.lease", "10s")
                    .with("cardferry.issuers.aurora.response-timeout", "5s");
        }
    }

    @AfterEach
    void end() throws Exception {
        counts.release();
        second.stop();
        messages.close();
        reader.close();
        broker.stop();
        first.closeStubs();
        second.closeStubs();
    }

    @Test
    void bothTakeMessagesAndWhatAKilledOneWasAboutToTellTheOtherOneTells() throws Exception {
        MessageLoad load = new MessageLoad(second, REGISTRATIONS);
        Set<String> refused = load.everyTenth();
        refused.forEach(account -> first.aurora.answers(account, TwoHubsOfMessagesTest::refused));
        second.start();
        try (HubProcess killed = HubProcess.run(first.environment())) {
            killed.ready();
            CountDownLatch held = counts.holdOthers(messages);
            int sent = 0;
            while (sent < REGISTRATIONS / 2 || sent < REGISTRATIONS && counts.held() == 0) {
                send(load, sent++);
            }
            await(() -> counts.held() > 0 && counts.processes().size() == 2);
            killed.kill();
            assertThat(count("SELECT COUNT(*) FROM outbox WHERE lease_owner IS NOT NULL"))
                    .as("what it had in its hands")
                    .isPositive();
            System.out.printf(
                    "drill: killed with %d sends under way, %d replies read%n", counts.held(), replies.size());
            held.countDown();
            while (sent < REGISTRATIONS) {
                send(load, sent++);
            }
        }

        await(() -> replies.size() == REGISTRATIONS && deadLetters.size() == refused.size());
        await(() -> count("SELECT COUNT(*) FROM outbox") == 0);
        assertThat(counts.processes()).as("hubs that took messages").hasSize(2);
        assertThat(count("SELECT COUNT(*) FROM registration WHERE status = 'COMPLETED'"))
                .isEqualTo(REGISTRATIONS);
        assertThat(count("SELECT COUNT(*) FROM dead_letter")).isEqualTo(refused.size());
        int doubled = sum(replies) - REGISTRATIONS + sum(deadLetters) - refused.size();
        System.out.printf("drill: %d replies and dead letters came twice%n", doubled);
        assertThat(doubled).as("those whose sending could not be recorded").isBetween(0, 2 * SENDERS);
        assertThat(counts.redeliveries().values()).allMatch(times -> times == 1);
    }

    private void send(MessageLoad load, int number) {
        load.send(messages, number, message -> message.setJMSReplyTo(new ActiveMQQueue("replies")));
    }

    /** Nothing took effect, and so an inquiry finds nothing. */
    private static Reply refused(Call call) {
        return call.method().equals("POST")
                ? Reply.answer(400, "")
                : Reply.answer(404, "{\"code\":\"UNKNOWN_REQUEST\"}");
    }

    private static void count(Map<String, Integer> told, String text, String id) {
        JsonNode json = json(text);
        told.merge(json.path(id).asText(), 1, Integer::sum);
    }

    private static int sum(Map<String, Integer> told) {
        return new HashMap<>(told).values().stream().mapToInt(Integer::intValue).sum();
    }

    private int count(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(ledger, PostgresProcess.ROLE, null);
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }
}
