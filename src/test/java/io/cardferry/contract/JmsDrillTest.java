package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.Messages.Change;
import io.cardferry.contract.StubServer.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills with an outside broker on TCP: whatever breaks off, each message is one registration, counted on every side. */
class JmsDrillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    private final HubFixture hub = new HubFixture();
    private OutsideBroker broker;
    private Messages messages;

    @BeforeEach
    void begin() throws Exception {
        broker = new OutsideBroker(folder.resolve("broker")).start();
        messages = broker.messages();
        hub.aurora.behave(call -> call.method().equals("POST") ? HubFixture.approved(call) : inquired(call));
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
    void ofAThousandMessagesWithRepeatedAndInvalidOnesEachGoesWhereItBelongs() throws Exception {
        hub.start();
        List<String> accounts = accounts(850);
        for (int i = 0; i < 1_000; i++) {
            if (i % 20 == 7) {
                messages.text("{\"account\":" + i, Change.key("broken-" + i));
            } else if (i % 10 == 9) {
                send(accounts, (i / 10 * 7) % 80);
            } else {
                send(accounts, i - i / 10 - (i + 12) / 20);
            }
        }

        awaitEmptyQueue();
        awaitSettled(accounts);

        assertThat(messages.on(Messages.INVALID)).hasSize(50);
        assertEachOnce(accounts);
        hub.stop();
    }

    @Test
    void aKillInTheMidstOfMessagesLosesAndDoublesNothing() {
        List<String> accounts = accounts(300);
        try (HubProcess first = start()) {
            for (int i = 0; i < accounts.size(); i++) {
                send(accounts, i);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> hub.aurora.calls().size() > 20);
            first.kill();
        }
        assertThat(messages.on(Messages.REGISTRATIONS))
                .as("it was killed while it still had messages to take")
                .isNotEmpty();

        try (HubProcess second = start()) {
            awaitEmptyQueue();
            awaitSettled(accounts);

            assertThat(messages.on(Messages.INVALID)).isEmpty();
            assertThat(messages.on("ActiveMQ.DLQ")).isEmpty();
            assertEachOnce(accounts);
            second.kill();
        }
    }

    @Test
    void aRestartOfTheBrokerLosesAndDoublesNothingAndTheHubComesBackByItself() throws Exception {
        hub.start();
        List<String> accounts = accounts(200);
        for (int i = 0; i < 100; i++) {
            send(accounts, i);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> !hub.aurora.calls().isEmpty());

        broker.stop();

        Awaitility.await().atMost(PATIENCE).until(() -> "DOWN".equals(brokerPart()));
        assertThat(hub.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(hub.register(all(anAccount())).path("status").asText()).isEqualTo("COMPLETED");

        broker.start();
        for (int i = 100; i < 200; i++) {
            send(accounts, i);
        }
        awaitEmptyQueue();
        awaitSettled(accounts);
        Awaitility.await().atMost(PATIENCE).until(() -> "UP".equals(brokerPart()));
        assertThat(messages.on("ActiveMQ.DLQ")).isEmpty();
        assertEachOnce(accounts);
        hub.stop();
    }

    @Test
    void aHubStartsWithoutItsBrokerServesHttpAndTakesMessagesOnceItIsThere() throws Exception {
        broker.stop();
        hub.start();

        assertThat(hub.register(all(anAccount())).path("status").asText()).isEqualTo("COMPLETED");
        assertThat(brokerPart()).isEqualTo("DOWN");

        broker.start();
        List<String> accounts = accounts(1);
        send(accounts, 0);
        awaitSettled(accounts);
        hub.stop();
    }

    private String brokerPart() {
        return json(hub.get("/health/ready")).at("/parts/broker").asText();
    }

    /** The issuer knows what it was sent before the kill, and nothing else. */
    private Reply inquired(Call inquiry) {
        String requestId = inquiry.rawPath().substring(inquiry.rawPath().lastIndexOf('/') + 1);
        return hub.aurora.calls().stream()
                .filter(call -> call.method().equals("POST") && call.text().contains(requestId))
                .findFirst()
                .map(HubFixture::approved)
                .orElseGet(() -> Reply.answer(404, "{\"code\":\"UNKNOWN_REQUEST\"}"));
    }

    private HubProcess start() {
        HubProcess process = HubProcess.run(hub.environment());
        hub.talkTo(process.ready());
        return process;
    }

    private static List<String> accounts(int count) {
        List<String> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            accounts.add(anAccount());
        }
        return accounts;
    }

    private void send(List<String> accounts, int number) {
        messages.text(all(accounts.get(number)), Change.key("key-" + accounts.get(number)));
    }

    private void awaitEmptyQueue() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> messages.on(Messages.REGISTRATIONS).isEmpty());
    }

    /** Waits until each account's registration is COMPLETED. */
    private void awaitSettled(List<String> accounts) {
        Set<String> open = new HashSet<>(accounts);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            open.removeIf(account -> {
                JsonNode found = found(account);
                return found.size() == 1 && found.get(0).path("status").asText().equals("COMPLETED");
            });
            return open.isEmpty();
        });
    }

    /** One registration in the ledger, one request id at the issuer. */
    private void assertEachOnce(List<String> accounts) {
        for (String account : accounts) {
            assertThat(found(account)).as(account).hasSize(1);
            assertThat(hub.aurora.calls(account).stream()
                            .filter(call -> call.method().equals("POST"))
                            .map(call -> json(call.text()).path("requestId").asText())
                            .distinct())
                    .as(account)
                    .hasSize(1);
        }
    }

    private JsonNode found(String account) {
        return json(hub.ask("/v1/registrations/search", "{\"accountId\":\"" + account + "\"}"))
                .path("registrations");
    }
}
