package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.Messages.Change;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.command.ActiveMQTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the hub tells by messages of its own, on either broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JmsRepliesRules {

    private static final String DEAD_LETTERS = "cardferry.dead-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final HubOnBroker at;

    final HubFixture hub;
    private final DeadLetterDesk desk;
    private Messages messages;
    private BrokerBooks books;

    private String account;
    private String key;
    String replies;

    JmsRepliesRules(HubOnBroker at) {
        this.at = at;
        hub = at.hub();
        desk = new DeadLetterDesk(hub);
    }

    @BeforeEach
    void begin() {
        messages = at.messages();
        books = at.books();
        account = anAccount();
        key = aKey();
        replies = "replies." + UUID.randomUUID();
    }

    @Test
    void theReplyIsTheRegistrationAsTheApiShowsItOnceItIsSettled() throws JMSException {
        messages.text(all(account), Change.key(key), replyTo(replies), correlation("for-" + key));

        Message reply = awaitReply(replies);

        JsonNode resource = json(Messages.text(reply));
        assertThat(resource.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(Messages.text(reply))
                .isEqualTo(hub.get("/v1/registrations/"
                                + resource.path("registrationId").asText())
                        .body());
        assertThat(books.came(replies)).isEqualTo(1);
        assertThat(reply).isInstanceOf(TextMessage.class);
        assertThat(reply.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(reply.getJMSExpiration()).isZero();
        assertThat(reply.getJMSCorrelationID()).isEqualTo("for-" + key);
        assertThat(reply.getJMSReplyTo()).isNull();
        assertThat(hub.history(resource.path("registrationId").asText()).toString())
                .as("replies are no exchanges with sources or issuers")
                .doesNotContain("reply");
    }

    @Test
    void withoutACorrelationIdItIsTheMessageId() throws JMSException {
        String messageId = messages.text(all(account), Change.key(key), replyTo(replies));

        assertThat(awaitReply(replies).getJMSCorrelationID()).isEqualTo(messageId);
    }

    @Test
    void nothingOfTheRequestOrOfTheRoutesGoesWithAReply() throws JMSException {
        messages.text(
                all(account),
                Change.key(key),
                replyTo(replies),
                Change.property("canary", "c"),
                Change.property("CamelJmsDestinationName", "elsewhere"),
                message -> message.setJMSType("canary"));

        Message reply = awaitReply(replies);

        assertThat(propertiesOf(reply)).isEmpty();
        assertThat(reply.getJMSType()).isNull();
        assertThat(books.came("elsewhere")).isZero();
    }

    @Test
    void whoWantsToKnowThatItWasAcceptedIsToldWhileTheWorkGoesOn() {
        CountDownLatch issuerAnswers = new CountDownLatch(1);
        hub.aurora.answers(account, call -> Reply.after(issuerAnswers, HubFixture.approved(call)));
        messages.text(all(account), Change.key(key), replyTo(replies), Change.property("replyWhen", "ACCEPTED"));

        JsonNode resource = json(Messages.text(awaitReply(replies)));

        assertThat(resource.path("status").asText()).isIn("RECEIVED", "PROCESSING");
        issuerAnswers.countDown();
        hub.awaitCard(resource.path("registrationId").asText(), "APPROVED");
        assertThat(books.came(replies)).as("one reply is enough").isEqualTo(1);
    }

    @Test
    void aRegistrationThatFailsIsToldToo() {
        hub.source.says(account, Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}"));
        messages.text(all(account), Change.key(key), replyTo(replies));

        JsonNode resource = json(Messages.text(awaitReply(replies)));

        assertThat(resource.path("status").asText()).isEqualTo("FAILED");
        assertThat(resource.at("/reason/code").asText()).isEqualTo("account-unknown");
    }

    @Test
    void aRepeatGetsTheReplyWhereItWantsIt() {
        messages.text(all(account), Change.key(key), replyTo(replies));
        String first = Messages.text(awaitReply(replies));
        String elsewhere = replies + "-of-the-repeat";

        messages.text(all(account), Change.key(key), replyTo(elsewhere));

        assertThat(Messages.text(awaitReply(elsewhere))).isEqualTo(first);
        assertThat(messages.on(replies)).hasSize(1);
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    @Test
    void aTemporaryQueueIsAPlaceForAReply() throws JMSException {
        TemporaryQueue temporary = messages.session().createTemporaryQueue();
        messages.text(all(account), Change.key(key), message -> message.setJMSReplyTo(temporary));

        try (var consumer = messages.session().createConsumer(temporary)) {
            assertThat(consumer.receive(PATIENCE.toMillis())).isNotNull();
        }
    }

    @Test
    void aTopicIsAPlaceForAReply() throws JMSException {
        try (var consumer = messages.session().createConsumer(messages.session().createTopic(replies))) {
            messages.text(all(account), Change.key(key), message -> message.setJMSReplyTo(new ActiveMQTopic(replies)));

            assertThat(consumer.receive(PATIENCE.toMillis())).isNotNull();
        }
    }

    @Test
    void aReplyWhoseQueueIsGoneIsGivenUpVisiblyAndHoldsUpNoOther() throws JMSException {
        CountDownLatch issuerAnswers = new CountDownLatch(1);
        hub.aurora.answers(account, call -> Reply.after(issuerAnswers, HubFixture.approved(call)));
        try (Messages gone = at.connect()) {
            TemporaryQueue temporary = gone.session().createTemporaryQueue();
            gone.text(all(account), Change.key(key), message -> message.setJMSReplyTo(temporary));
        }
        issuerAnswers.countDown();
        String other = anAccount();
        messages.text(all(other), Change.key(aKey()), replyTo(replies));
        awaitReply(replies);

        String id = json(hub.post(key, all(account), "Prefer", "wait=30"))
                .path("registrationId")
                .asText();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hub.history(id).toString()).contains("reply-given-up"));
        assertThat(hub.get("/metrics").body())
                .contains("cardferry_outbox_total{kind=\"reply\",result=\"given-up\"} 1.0");
    }

    @Test
    void aDeadLetterIsPublishedAsTheApiShowsIt() throws JMSException {
        String registrationId = desk.refused(account);

        Message published = awaitDeadLetter(registrationId);

        String id = json(Messages.text(published)).path("deadLetterId").asText();
        assertThat(Messages.text(published))
                .isEqualTo(hub.get("/v1/dead-letters/" + id).body());
        assertThat(published.getStringProperty("deadLetterId")).isEqualTo(id);
        assertThat(published.getStringProperty("issuer")).isEqualTo("aurora");
        assertThat(propertiesOf(published)).containsExactlyInAnyOrder("deadLetterId", "issuer");
        assertThat(published.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(published.getJMSCorrelationID()).isNull();
    }

    @Test
    void aDeadRegistrationIsPublishedWithoutAnIssuer() throws JMSException {
        Message published = awaitDeadLetter(desk.withoutSources(account));

        assertThat(propertiesOf(published)).containsExactly("deadLetterId");
    }

    @Test
    void nothingOfACardButItsLastFourDigitsIsInWhatTheHubTells() {
        String assertion = "CanaryAssertion";
        String body = all(account).replace("\"account\":{", "\"account\":{\"assertion\":\"" + assertion + "\",");
        hub.aurora.says(
                account, Reply.answer(400, "{\"pan\":\"4111111111111111\",\"sealed\":\"" + CardList.SEALED + "\"}"));
        messages.text(body, Change.key(key), replyTo(replies));

        String reply = Messages.text(awaitReply(replies));
        String dead =
                Messages.text(awaitDeadLetter(json(reply).path("registrationId").asText()));

        assertThat(json(reply).at("/cards/0/last4").asText()).isEqualTo("1111");
        assertThat(List.of(reply, dead))
                .allSatisfy(text ->
                        assertThat(text).doesNotContain(assertion, CardList.SEALED, "4111111111111111", "411111"));
    }

    @Test
    void whatWasToldIsCountedAndNothingWaits() {
        messages.text(all(account), Change.key(key), replyTo(replies));
        awaitReply(replies);

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hub.get("/metrics").body())
                        .containsPattern("cardferry_outbox_total\\{kind=\"reply\",result=\"sent\"} [1-9]")
                        .contains("cardferry_queue_waiting{queue=\"outbox\"} "));
    }

    Change replyTo(String queue) {
        return message -> message.setJMSReplyTo(messages.session().createQueue(queue));
    }

    private static Change correlation(String id) {
        return message -> message.setJMSCorrelationID(id);
    }

    Message awaitReply(String queue) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> messages.on(queue), found -> !found.isEmpty())
                .get(0);
    }

    Message awaitDeadLetter(String registrationId) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> messages.on(DEAD_LETTERS).stream()
                                .filter(message -> Messages.text(message).contains(registrationId))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static List<Object> propertiesOf(Message message) throws JMSException {
        Enumeration<?> names = message.getPropertyNames();
        // The count is the client's own.
        return Collections.list(names).stream()
                .filter(name -> !name.equals("JMSXDeliveryCount"))
                .<Object>map(name -> name)
                .toList();
    }
}
