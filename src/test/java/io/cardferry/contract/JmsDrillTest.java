package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.Messages.Change;
import io.cardferry.postgres.Once;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.command.ActiveMQQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills with an outside broker on TCP: whatever breaks off, each message is one registration, counted on every side. */
@Once
class JmsDrillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String REPLIES = "replies";
    private static final int CONSUMERS = 16;
    /** In hand, or fetched ahead. */
    private static final int AT_ONE_HUB = CONSUMERS * 5;

    @TempDir
    Path folder;

    private final HubFixture hub = MessageLoad.hub();
    private final BrokerCounts counts = new BrokerCounts();
    private OutsideBroker broker;
    private Messages messages;

    @BeforeEach
    void begin() throws Exception {
        broker = new OutsideBroker(folder.resolve("broker")).with(counts).start();
        messages = broker.messages();
        hub.with("cardferry.jms.url", broker.address())
                .with("cardferry.data-dir", folder.resolve("data").toString());
    }

    @AfterEach
    void end() throws Exception {
        messages.close();
        broker.stop();
        hub.closeStubs();
    }

    @Test
    void ofAThousandMessagesWithRepeatedAndInvalidOnesEachGoesWhereItBelongsAlthoughTheBrokerIsRestarted()
            throws Exception {
        hub.start();
        MessageLoad load = new MessageLoad(hub, 850);
        Map<String, Integer> replies = new ConcurrentHashMap<>();
        try (Messages replyReader = broker.messages()) {
            replyReader.collect(REPLIES, reply -> replies.merge(correlationId(reply), 1, Integer::sum));
            Set<String> asked = new HashSet<>(send(load, 0, 500));
            load.awaitCalls(20);

            broker.stop();
            await(() -> "DOWN".equals(brokerPart()));
            assertThat(hub.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(hub.register(all(anAccount())).path("status").asText()).isEqualTo("COMPLETED");
            broker.start();

            asked.addAll(send(load, 500, 1_000));
            load.awaitEachOnce();
            await(() -> broker.waiting(Messages.REGISTRATIONS) == 0);
            await(() -> replies.size() == asked.size());
            await(() -> "UP".equals(brokerPart()));

            assertThat(asked).hasSize(950);
            assertThat(replies.keySet()).isEqualTo(asked);
            System.out.printf(
                    "drill: %d replies to 950 messages; %d deliveries of 1000, %d messages brought again%n",
                    replies.values().stream().mapToInt(Integer::intValue).sum(),
                    counts.dispatches(),
                    counts.redeliveries().size());
        }
        List<Message> invalid = messages.on(Messages.INVALID);
        assertThat(invalid).hasSize(50);
        assertThat(invalid)
                .extracting(message -> Messages.property(message, "idempotencyKey"))
                .doesNotHaveDuplicates();
        assertThat(hub.get("/metrics").body()).contains("cardferry_registrations_accepted_total 851.0");
        assertNothingIsGivenUp();
        hub.stop();
    }

    /** Gives the ids of those that are to be answered. */
    private List<String> send(MessageLoad load, int from, int to) {
        List<String> asked = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (i % 20 == 7) {
                messages.text("{\"account\":" + i, Change.key("broken-" + i));
            } else {
                int account = i % 10 == 9 ? (i / 10 * 7) % 80 : i - i / 10 - (i + 12) / 20;
                asked.add(load.send(messages, account, replyTo()));
            }
        }
        return asked;
    }

    @Test
    void aKillInTheMidstOfMessagesLosesAndDoublesNothing() {
        MessageLoad load = new MessageLoad(hub, 300);
        load.sendAll(messages, 0, 300);
        try (HubProcess first = start()) {
            load.awaitCalls(20);
            first.kill();
        }
        assertTheNextOneDoesTheRest(load, AT_ONE_HUB);
    }

    @Test
    void aHubThatIsAskedToStopInTheMidstOfMessagesDoesSoInTimeAndLeavesTheRest() throws Exception {
        MessageLoad load = new MessageLoad(hub, 300);
        load.sendAll(messages, 0, 300);
        try (HubProcess first = start()) {
            load.awaitCalls(20);
            first.terminate();

            assertThat(first.endsWithin(15)).as("15 s are promised").isTrue();
            assertThat(first.exitStatus()).isZero();
        }
        assertTheNextOneDoesTheRest(load, CONSUMERS);
    }

    private void assertTheNextOneDoesTheRest(MessageLoad load, int broughtAgainMax) {
        long left = broker.waiting(Messages.REGISTRATIONS);
        assertThat(left).as("it ended while it still had messages to take").isPositive();
        try (HubProcess second = start()) {
            load.awaitEachOnce();
            await(() -> broker.waiting(Messages.REGISTRATIONS) == 0);
            second.kill();
        }
        System.out.printf(
                "drill: ended with %d of 300 messages left; %d were brought again, %d deliveries%n",
                left, counts.redeliveries().size(), counts.dispatches());
        assertThat(counts.redeliveries()).hasSizeLessThanOrEqualTo(broughtAgainMax);
        assertThat(counts.redeliveries().values()).allMatch(times -> times == 1);
        assertThat(messages.on(Messages.INVALID)).isEmpty();
        assertNothingIsGivenUp();
    }

    @Test
    void aHubStartsWithoutItsBrokerServesHttpAndTakesMessagesOnceItIsThere() throws Exception {
        broker.stop();
        hub.start();

        assertThat(hub.register(all(anAccount())).path("status").asText()).isEqualTo("COMPLETED");
        assertThat(brokerPart()).isEqualTo("DOWN");

        broker.start();
        MessageLoad load = new MessageLoad(hub, 1);
        load.send(messages, 0);
        load.awaitEachOnce();
        hub.stop();
    }

    private String brokerPart() {
        return json(hub.get("/health/ready")).at("/parts/broker").asText();
    }

    private HubProcess start() {
        HubProcess process = HubProcess.run(hub.environment());
        hub.talkTo(process.ready());
        return process;
    }

    private static Change replyTo() {
        return message -> message.setJMSReplyTo(new ActiveMQQueue(REPLIES));
    }

    private static String correlationId(Message reply) {
        try {
            return reply.getJMSCorrelationID();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Into the broker's own dead letters. A reply that its reader calls a duplicate after a restart goes there, too. */
    private void assertNothingIsGivenUp() {
        assertThat(counts.poisoned()).isZero();
        assertThat(messages.on("ActiveMQ.DLQ")).noneMatch(given -> Messages.property(given, "idempotencyKey") != null);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition);
    }
}
