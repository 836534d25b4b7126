package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.Messages.Change;
import io.cardferry.postgres.Once;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills with a broker of its own, on TCP: what was to be told is told, whatever dies in between. */
class OutboxDrillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String REPLIES = "replies";
    private static final String DEAD_LETTERS = "cardferry.dead-letters";

    @TempDir
    Path folder;

    private final HubFixture hub = new HubFixture();
    private final CountDownLatch issuerAnswers = new CountDownLatch(1);
    private OutsideBroker broker;

    @BeforeEach
    void begin() throws Exception {
        broker = new OutsideBroker(folder.resolve("broker")).start();
        hub.with("cardferry.jms.url", broker.address())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.data-dir", folder.resolve("data").toString());
    }

    @AfterEach
    void end() throws Exception {
        issuerAnswers.countDown();
        broker.stop();
        hub.closeStubs();
    }

    @Test
    void aKillBetweenSettlingAndReplyingLosesNoReplyAndNoDeadLetter() throws Exception {
        String approved = anAccount();
        String refused = anAccount();
        hub.aurora.answers(approved, call -> Reply.after(issuerAnswers, HubFixture.approved(call)));
        hub.aurora.answers(refused, call -> Reply.after(issuerAnswers, Reply.answer(400, "")));
        try (HubProcess first = HubProcess.run(hub.environment())) {
            hub.talkTo(first.ready());
            List<String> keys = ask(List.of(approved, refused));
            broker.stop();
            issuerAnswers.countDown();
            assertThat(settled(keys.get(0), approved).at("/cards/0/status").asText())
                    .isEqualTo("APPROVED");
            assertThat(settled(keys.get(1), refused).at("/cards/0/status").asText())
                    .isEqualTo("DEAD_LETTERED");
            first.kill();
        }
        broker.start();

        try (HubProcess second = HubProcess.run(hub.environment());
                Messages messages = broker.messages()) {
            hub.talkTo(second.ready());

            assertThat(await(messages, REPLIES, 2))
                    .extracting(reply ->
                            json(Messages.text(reply)).at("/cards/0/status").asText())
                    .contains("APPROVED", "DEAD_LETTERED");
            assertThat(await(messages, DEAD_LETTERS, 1)).hasSize(1);
            second.kill();
        }
    }

    @Once
    @Test
    void whileTheBrokerIsAwayEverythingIsSettledAndToldWhenItIsBack() throws Exception {
        List<String> accounts = Stream.generate(HubFixture::anAccount).limit(20).toList();
        accounts.forEach(
                each -> hub.aurora.answers(each, call -> Reply.after(issuerAnswers, HubFixture.approved(call))));
        hub.start();
        try {
            List<String> keys = ask(accounts);
            broker.stop();
            issuerAnswers.countDown();
            for (int i = 0; i < accounts.size(); i++) {
                assertThat(settled(keys.get(i), accounts.get(i)).path("status").asText())
                        .isEqualTo("COMPLETED");
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.get("/metrics").body())
                            .contains("cardferry_queue_waiting{queue=\"outbox\"} 20.0"));

            broker.start();

            try (Messages messages = broker.messages()) {
                assertThat(await(messages, REPLIES, 20).stream()
                                .map(reply -> Messages.text(reply))
                                .distinct())
                        .hasSize(20);
            }
        } finally {
            hub.stop();
        }
    }

    @Once
    @Test
    void withoutJmsNothingWaitsForABrokerThatWillNeverBe() throws Exception {
        hub.with("cardferry.jms.enabled", "false");
        String account = anAccount();
        hub.aurora.says(account, Reply.answer(400, ""));
        hub.start();
        try {
            assertThat(hub.register(all(account)).at("/cards/0/status").asText())
                    .isEqualTo("DEAD_LETTERED");
        } finally {
            hub.stop();
        }
        hub.with("cardferry.jms.enabled", "true");
        hub.start();
        try (Messages messages = broker.messages()) {
            String later = anAccount();
            hub.aurora.says(later, Reply.answer(400, ""));
            String id = hub.register(all(later)).path("registrationId").asText();

            assertThat(await(messages, DEAD_LETTERS, 1))
                    .singleElement()
                    .satisfies(dead -> assertThat(Messages.text(dead)).contains(id));
        } finally {
            hub.stop();
        }
    }

    /** Asks for a registration of each account, and waits until its issuer has been asked; gives the keys. */
    private List<String> ask(List<String> accounts) {
        List<String> keys = accounts.stream().map(each -> aKey()).toList();
        try (Messages messages = broker.messages()) {
            for (int i = 0; i < accounts.size(); i++) {
                messages.text(
                        all(accounts.get(i)),
                        Change.key(keys.get(i)),
                        message -> message.setJMSReplyTo(messages.session().createQueue(REPLIES)));
            }
        }
        accounts.forEach(each -> Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !hub.aurora.calls(each).isEmpty()));
        return keys;
    }

    /** What became of it: asked over HTTP, under the key of the message. */
    private JsonNode settled(String key, String account) {
        return json(hub.post(key, all(account), "Prefer", "wait=30"));
    }

    /** At least so many: what is told at least once may come twice. */
    private static List<Message> await(Messages messages, String queue, int number) {
        return Awaitility.await().atMost(PATIENCE).until(() -> messages.on(queue), found -> found.size() >= number);
    }
}
