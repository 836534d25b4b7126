package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static io.cardferry.contract.Messages.property;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.Messages.Change;
import io.cardferry.postgres.Once;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.util.ByteSequence;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations that come as messages, on either broker: same checks, same keys, same outcome as HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JmsIntakeRules {

    @RegisterExtension
    final HubOnBroker at;

    final HubFixture hub;
    private Messages messages;
    private BrokerBooks books;

    private String account;
    private String key;

    JmsIntakeRules(HubOnBroker at) {
        this.at = at;
        hub = at.hub();
    }

    @BeforeEach
    void begin() {
        messages = at.messages();
        books = at.books();
        account = anAccount();
        key = aKey();
    }

    @Test
    void aTextMessageBecomesARegistrationAndIsAcknowledgedOnce() {
        long before = books.acknowledged(Messages.REGISTRATIONS);
        messages.text(all(account), Change.key(key));

        JsonNode resource = awaitRegistration();

        assertThat(resource.at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(hub.aurora.calls(account)).hasSize(1);
        at.awaitAcknowledged();
        assertThat(books.acknowledged(Messages.REGISTRATIONS) - before).isEqualTo(1);
        assertThat(books.inHand(Messages.REGISTRATIONS)).isZero();
    }

    @Test
    void aBytesMessageInUtf8IsOneAsWell() {
        messages.bytes(all(account).getBytes(StandardCharsets.UTF_8), Change.key(key));

        assertThat(awaitRegistration().at("/cards/0/status").asText()).isEqualTo("APPROVED");
    }

    @Test
    void aRepeatedMessageIsTheSameRegistration() {
        messages.text(all(account), Change.key(key));
        messages.text(all(account), Change.key(key));
        awaitRegistration();
        at.awaitAcknowledged();

        assertThat(found()).hasSize(1);
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    @Test
    void aKeyIsSharedWithHttp() {
        messages.text(all(account), Change.key(key));
        String id = awaitRegistration().path("registrationId").asText();

        HttpResponse<String> repeated = hub.post(key, all(account));

        assertThat(repeated.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(repeated).path("registrationId").asText()).isEqualTo(id);
    }

    @Test
    void withoutAKeyTheMessageIdIsOneInASpaceOfItsOwn() {
        String messageId = messages.text(all(account));
        String id = awaitRegistration().path("registrationId").asText();

        HttpResponse<String> sameText = hub.post(messageId, all(anAccount()), "Prefer", "respond-async");

        assertThat(sameText.statusCode()).isEqualTo(202);
        assertThat(json(sameText).path("registrationId").asText()).isNotEqualTo(id);
    }

    @Test
    void aTraceIsCarriedOnToTheIssuer() {
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        messages.text(
                all(account),
                Change.key(key),
                Change.property("traceparent", "00-" + traceId + "-b7ad6b7169203331-01"));
        awaitRegistration();

        assertThat(hub.aurora.calls(account).get(0).header("traceparent")).contains(traceId);
    }

    /** All that Camel's components could be steered with on the way to the invalid queue. */
    @Once
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelJmsDestinationName",
                "CAMELJMSDESTINATIONNAME",
                "camelJmsDestination",
                "CamelJmsMessageType",
                "cameljmsdeliverymode",
                "CamelJmsRequestTimeout"
            })
    void aPropertySteersNoInvalidMessage(String name) throws JMSException {
        long before = books.came(Messages.INVALID);
        messages.text("{", Change.property("marker", key), Change.property(name, "canary"));

        Message invalid = messages.awaitInvalid("marker", key);

        assertThat(property(invalid, name)).isEqualTo("canary");
        assertThat(invalid.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(books.on("canary")).isZero();
        at.awaitAcknowledged();
        assertThat(books.came(Messages.INVALID) - before).isEqualTo(1);
    }

    /** The one property that does not arrive: Camel obeys it, so the hub puts its own in its place. */
    @Once
    @ParameterizedTest
    @ValueSource(strings = {"1", "canary"})
    void theDeliveryModeOfAnInvalidMessageIsNotItsSendersToSay(String mode) throws JMSException {
        messages.text("{", Change.property("marker", key), Change.property("CamelJmsDeliveryMode", mode));

        Message invalid = messages.awaitInvalid("marker", key);

        assertThat(invalid.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(invalid.propertyExists("CamelJmsDeliveryMode")).isFalse();
    }

    @Once
    @Test
    void anInvalidMessageKeepsThePriorityAndTheExpiryThatItsSenderGaveIt() throws JMSException {
        long hour = Duration.ofHours(1).toMillis();
        long notBefore = System.currentTimeMillis() + hour;
        String messageId =
                messages.send(session -> session.createTextMessage("{"), 7, hour, Change.property("marker", key));

        Message invalid = messages.awaitInvalid("marker", key);

        assertThat(invalid.getJMSPriority()).isEqualTo(7);
        assertThat(invalid.getJMSExpiration()).isBetween(notBefore, System.currentTimeMillis() + hour);
        assertThat(invalid.getJMSMessageID()).isNotEqualTo(messageId);
    }

    @Once
    @Test
    void anInvalidMessageIsPersistentWhateverItWas() throws JMSException {
        messages.sendNonPersistent(session -> session.createTextMessage("{"), Change.property("marker", key));

        assertThat(messages.awaitInvalid("marker", key).getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    }

    @Test
    void whatIsInvalidIsAcknowledgedOnceAndPassedOnOnce() {
        long taken = books.acknowledged(Messages.REGISTRATIONS);
        long before = books.came(Messages.INVALID);
        for (int i = 0; i < 20; i++) {
            messages.text("{");
        }
        at.awaitAcknowledged();

        assertThat(books.acknowledged(Messages.REGISTRATIONS) - taken).isEqualTo(20);
        assertThat(books.came(Messages.INVALID) - before).isEqualTo(20);
    }

    @Once
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelJmsDestinationName",
                "camelJmsDestinationName",
                "CAMELHTTPURI",
                "CamelHttpMethod",
                "breadcrumbId",
                "JMSXGroupID",
                "CamelHttpPath",
                "org_DOT_apache_DOT_camel_DOT_x"
            })
    void aPropertySteersNothingInside(String name) {
        messages.text(all(account), Change.key(key), Change.property(name, "canary"));

        assertThat(awaitRegistration().at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(hub.aurora.calls(account).get(0).headers().toString()).doesNotContain("canary");
        assertThat(hub.source.calls(account).get(0).headers().toString()).doesNotContain("canary");
    }

    static Stream<Arguments> invalidTexts() {
        return Stream.of(
                Arguments.of("", "malformed-json"),
                Arguments.of("{", "malformed-json"),
                Arguments.of("{}", "invalid-request"),
                Arguments.of(all("x").replace("TV\"", "TV\",\"type\":\"TV\""), "malformed-json"),
                Arguments.of(all("x").replace("\"TV\"", "\"FRIDGE\""), "invalid-request"),
                Arguments.of("\"\ud800\"", "malformed-json"),
                Arguments.of(all("x") + " ".repeat(64 * 1024), "payload-too-large"));
    }

    @Once
    @ParameterizedTest
    @MethodSource("invalidTexts")
    void aTextThatIsNoRequestGoesToTheInvalidQueueUnchanged(String text, String problem) throws JMSException {
        messages.text(text, Change.property("marker", key), message -> {
            message.setJMSCorrelationID("corr-1");
            message.setJMSType("registration");
            message.setJMSReplyTo(messages.session().createQueue("replies"));
        });

        TextMessage invalid = (TextMessage) messages.awaitInvalid("marker", key);

        // Half a surrogate pair does not survive the broker's client itself.
        if (!text.contains("\ud800")) {
            assertThat(invalid.getText()).isEqualTo(text);
        }
        assertThat(property(invalid, "problem")).isEqualTo(problem);
        assertThat(property(invalid, "problemDetail")).isNotBlank().hasSizeLessThanOrEqualTo(1000);
        assertThat(invalid.getJMSCorrelationID()).isEqualTo("corr-1");
        assertThat(invalid.getJMSType()).isEqualTo("registration");
        assertThat(invalid.getJMSReplyTo()).hasToString("queue://replies");
        assertThat(invalid.getJMSDeliveryMode()).isEqualTo(2);
    }

    @Once
    @Test
    void aTextWithoutAnyTextIsInvalid() {
        messages.send(session -> session.createTextMessage(), Change.property("marker", key));

        assertThat(property(messages.awaitInvalid("marker", key), "problem")).isEqualTo("malformed-json");
    }

    @Once
    @Test
    void bytesThatAreNotUtf8AreInvalidAndPassedOnByteForByte() throws JMSException {
        byte[] bytes = all(account).replace("tv", "\u00fc").getBytes(StandardCharsets.ISO_8859_1);
        messages.bytes(bytes, Change.property("marker", key));

        BytesMessage invalid = (BytesMessage) messages.awaitInvalid("marker", key);

        byte[] passedOn = new byte[(int) invalid.getBodyLength()];
        invalid.readBytes(passedOn);
        assertThat(passedOn).isEqualTo(bytes);
        assertThat(property(invalid, "problem")).isEqualTo("malformed-json");
    }

    @Once
    @Test
    void tooManyBytesAreInvalid() {
        messages.bytes(new byte[64 * 1024 + 1], Change.property("marker", key));

        assertThat(property(messages.awaitInvalid("marker", key), "problem")).isEqualTo("payload-too-large");
    }

    @Once
    @Test
    void aMapMessageIsInvalid() throws JMSException {
        messages.send(
                session -> {
                    MapMessage map = session.createMapMessage();
                    map.setString("account", "acc");
                    return map;
                },
                Change.property("marker", key));

        Message invalid = messages.awaitInvalid("marker", key);

        assertThat(property(invalid, "problem")).isEqualTo("unsupported-media-type");
        assertThat(((MapMessage) invalid).getString("account")).isEqualTo("acc");
    }

    @Once
    @Test
    void aStreamMessageIsInvalid() throws JMSException {
        messages.send(
                session -> {
                    StreamMessage stream = session.createStreamMessage();
                    stream.writeString("acc");
                    return stream;
                },
                Change.property("marker", key));

        Message invalid = messages.awaitInvalid("marker", key);

        assertThat(property(invalid, "problem")).isEqualTo("unsupported-media-type");
        assertThat(((StreamMessage) invalid).readString()).isEqualTo("acc");
    }

    @Once
    @Test
    void aMessageWithoutABodyIsInvalid() {
        messages.send(session -> session.createMessage(), Change.property("marker", key));

        assertThat(property(messages.awaitInvalid("marker", key), "problem")).isEqualTo("unsupported-media-type");
    }

    @Once
    @Test
    void anObjectMessageIsInvalidAndWhatItHoldsIsNeverMadeIntoAnObject() {
        byte[] hostile = {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r', 0, 4, 'E', 'v', 'i', 'l'};
        messages.send(
                session -> {
                    ObjectMessage message = session.createObjectMessage();
                    ((ActiveMQObjectMessage) message).setContent(new ByteSequence(hostile));
                    return message;
                },
                Change.property("marker", key));

        Message invalid = messages.awaitInvalid("marker", key);

        assertThat(property(invalid, "problem")).isEqualTo("unsupported-media-type");
        assertThat(((ActiveMQObjectMessage) invalid).getContent().getData()).endsWith(hostile);
    }

    static Stream<String> invalidKeys() {
        return Stream.of("key\u00fc", "", "k".repeat(256), "a\tb", "a\u0000b", "a\nb", "a\u007fb");
    }

    @Once
    @ParameterizedTest
    @MethodSource("invalidKeys")
    void anInvalidKeyIsInvalid(String invalidKey) {
        messages.text(all(account), Change.key(invalidKey), Change.property("marker", key));

        assertThat(property(messages.awaitInvalid("marker", key), "problem")).isEqualTo("invalid-idempotency-key");
        assertThat(found()).isEmpty();
    }

    /** As Jakarta Messaging converts it; so it is the same key over HTTP. */
    @Test
    void aNumberIsAKeyByItsText() {
        int number = key.hashCode();
        messages.text(all(account), Change.property("idempotencyKey", number));
        String id = awaitRegistration().path("registrationId").asText();

        HttpResponse<String> repeated = hub.post(Integer.toString(number), all(account));

        assertThat(json(repeated).path("registrationId").asText()).isEqualTo(id);
    }

    /** ActiveMQ's own: a property that is a map, which has no text. */
    @Once
    @ParameterizedTest
    @ValueSource(strings = {"idempotencyKey", "traceparent", "replyWhen"})
    void aPropertyThatHasNoTextIsInvalid(String name) {
        messages.text(all(account), Change.property("marker", key), Change.property(name, Map.of("a", "b")));

        assertThat(property(messages.awaitInvalid("marker", key), "problem")).isEqualTo("bad-request");
        assertThat(found()).isEmpty();
    }

    @Test
    void aKeyOfAnotherRequestIsInvalid() {
        messages.text(all(account), Change.key(key));
        awaitRegistration();
        messages.text(all(anAccount()), Change.key(key), Change.property("marker", key));

        assertThat(property(messages.awaitInvalid("marker", key), "problem")).isEqualTo("idempotency-key-reused");
    }

    @Test
    void replyWhenIsAcceptedOrAbsent() {
        messages.text(all(account), Change.property("replyWhen", "LATER"), Change.property("marker", key));

        Message invalid = messages.awaitInvalid("marker", key);

        assertThat(property(invalid, "problem")).isEqualTo("invalid-request");
        assertThat(property(invalid, "problemDetail")).startsWith("replyWhen: ");
    }

    @Once
    @ParameterizedTest
    @ValueSource(strings = {"a,topic://b", "replies.>", "cardferry.registrations"})
    void aReplyGoesToOnePlainDestinationOfTheSenders(String queue) {
        messages.text(
                all(account),
                Change.property("marker", key),
                message -> message.setJMSReplyTo(messages.session().createQueue(queue)));

        Message invalid = messages.awaitInvalid("marker", key);

        assertThat(property(invalid, "problem")).isEqualTo("invalid-request");
        assertThat(property(invalid, "problemDetail")).startsWith("JMSReplyTo: ");
    }

    @Once
    @Test
    void propertiesOfAnyTypeArePassedOn() throws JMSException {
        Map<String, Object> properties =
                Map.of("anInt", 7, "aFlag", true, "aText", "t", "aDouble", 1.5, "problem", "its own");
        messages.text("{", Change.property("marker", key), message -> {
            for (Map.Entry<String, Object> property : properties.entrySet()) {
                message.setObjectProperty(property.getKey(), property.getValue());
            }
        });

        Message invalid = messages.awaitInvalid("marker", key);

        assertThat(invalid.getObjectProperty("anInt")).isEqualTo(7);
        assertThat(invalid.getObjectProperty("aFlag")).isEqualTo(true);
        assertThat(invalid.getObjectProperty("aDouble")).isEqualTo(1.5);
        assertThat(property(invalid, "problem")).isEqualTo("malformed-json");
    }

    private JsonNode awaitRegistration() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> found().size() == 1);
        return hub.awaitResource(
                found().get(0).path("registrationId").asText(),
                resource -> "COMPLETED".equals(resource.path("status").asText()));
    }

    private JsonNode found() {
        return json(hub.ask("/v1/registrations/search", "{\"accountId\":\"" + account + "\"}"))
                .path("registrations");
    }

    @Test
    void messagesAreCountedByWhatBecameOfThem() {
        messages.text(all(account), Change.key(key));
        messages.text(all(account), Change.key(key));
        messages.text("{", Change.property("marker", key));
        awaitRegistration();
        messages.awaitInvalid("marker", key);
        at.awaitAcknowledged();

        assertThat(hub.get("/metrics").body())
                .containsPattern("cardferry_messages_taken_total\\{result=\"accepted\"} [1-9]")
                .containsPattern("cardferry_messages_taken_total\\{result=\"repeated\"} [1-9]")
                .containsPattern("cardferry_messages_taken_total\\{result=\"invalid\"} [1-9]")
                .contains("cardferry_broker_up 1.0", "cardferry_outbox_oldest_seconds ");
    }
}
