package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.LogCapture;
import io.cardferry.app.FailedWorkProcessor;
import io.cardferry.intake.ReceivedRequest;
import io.cardferry.intake.RegistrationRequestReader;
import io.cardferry.intake.jms.AcceptedMessageProcessor;
import io.cardferry.intake.jms.DeliveryLimitProcessor;
import io.cardferry.intake.jms.InvalidMessageProcessor;
import io.cardferry.intake.jms.JmsIntakeReader;
import io.cardferry.intake.jms.LedgerPause;
import io.cardferry.intake.jms.MessageProcessor;
import io.cardferry.intake.jms.TakenMessages;
import io.cardferry.intake.jms.TakenMessages.Result;
import io.cardferry.registration.Acceptance.Kind;
import io.cardferry.registration.IdempotencyKey.Space;
import io.cardferry.registration.ReplyRequest;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The intake's routes without a broker: what becomes of a message. */
class JmsIntakeRouteTest extends RouteTest {

    private static final String REQUEST =
            "{\"account\":{\"id\":\"acc-1001\"},\"device\":{\"id\":\"tv-77\",\"type\":\"TV\"},\"cards\":{\"all\":true}}";

    private final LedgerPause pause = new LedgerPause(Duration.ofMillis(5));
    private final List<Object> asked = new CopyOnWriteArrayList<>();
    private final List<Boolean> pausing = new CopyOnWriteArrayList<>();
    private final List<Result> results = new CopyOnWriteArrayList<>();
    private final TakenMessages told = results::add;
    private MockEndpoint accept;
    private MockEndpoint invalid;

    JmsIntakeRouteTest() {
        super("intake/jms", "intake/jms-message", "intake/jms-acceptance");
    }

    @Override
    void bind(Registry registry) {
        context.getPropertiesComponent().addInitialProperty("cardferry.jms.consumers", "1");
        registry.bind("messageProcessor", new MessageProcessor());
        registry.bind("jmsIntakeReader", new JmsIntakeReader(new RegistrationRequestReader(Set.of("phone-wallet"))));
        registry.bind("acceptedMessageProcessor", new AcceptedMessageProcessor(told));
        registry.bind("invalidMessageProcessor", new InvalidMessageProcessor());
        registry.bind("deliveryLimitProcessor", new DeliveryLimitProcessor(pause::isStopping));
        registry.bind("failedMessageProcessor", new FailedWorkProcessor());
        registry.bind("takenMessages", told);
        registry.bind("ledgerPause", pause);
    }

    @BeforeEach
    void start() throws Exception {
        startByHand("accept-over-jms");
        cutOff("accept-patiently", "direct:accept-registration");
        cutOff("send-invalid-message", "jms:*");
        accept = mock("direct:accept-registration", exchange -> accepted(exchange, Kind.ACCEPTED));
        invalid = getMockEndpoint("mock:jms:queue:cardferry.registrations.invalid");
        context.start();
        context.getRouteController().startRoute("accept-over-jms");
    }

    @Test
    void aMessageIsReadAndAcceptedAndNothingElseOfItGetsPast() throws JMSException {
        ActiveMQTextMessage message = text(REQUEST);
        message.setStringProperty("idempotencyKey", "key-1");
        message.setStringProperty("CamelJmsDestinationName", "elsewhere");
        message.setStringProperty("traceparent", Examples.TRACEPARENT);

        Exchange exchange = receive(message);

        assertThat(exchange.getException()).isNull();
        ReceivedRequest request = (ReceivedRequest) asked.get(0);
        assertThat(request.key().space()).isEqualTo(Space.GIVEN);
        assertThat(request.key().value()).isEqualTo("key-1");
        assertThat(request.traceparent()).isEqualTo(Examples.TRACEPARENT);
        assertThat(request.replyRequest()).isNull();
        assertThat(accept.getReceivedExchanges().get(0).getMessage().getHeaders())
                .isEmpty();
        assertThat(invalid.getReceivedCounter()).isZero();
    }

    @Test
    void whoeverWantsAReplyIsRemembered() throws JMSException {
        ActiveMQTextMessage message = text(REQUEST);
        message.setJMSMessageID("ID:sender-1:1:1:1:1");
        message.setJMSReplyTo(new ActiveMQQueue("replies"));
        message.setStringProperty("replyWhen", "ACCEPTED");

        receive(message);

        ReceivedRequest request = (ReceivedRequest) asked.get(0);
        assertThat(request.key().space()).isEqualTo(Space.JMS_MESSAGE_ID);
        assertThat(request.replyRequest())
                .isEqualTo(new ReplyRequest("queue://replies", "ID:sender-1:1:1:1:1", ReplyRequest.When.ACCEPTED));
    }

    @Test
    void whileTheLedgerCannotCommitTheMessageIsKeptAndTriedAgain() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> {
            asked.add(exchange.getMessage().getBody());
            pausing.add(pause.isPausing());
            if (asked.size() < 5) {
                throw new LedgerUnavailableException("the ledger can't commit", null);
            }
            exchange.getMessage().setBody(Examples.accepted(Kind.ACCEPTED, true));
        });

        Exchange exchange = receive(text(REQUEST));

        assertThat(exchange.getException()).isNull();
        assertThat(asked).hasSize(5);
        assertThat(pausing)
                .as("between the tries and while they are made")
                .containsExactly(false, true, true, true, true);
        assertThat(pause.isPausing()).isFalse();
        assertThat(asked.stream().distinct()).as("the same request each time").hasSize(1);
    }

    @Test
    void thatConsumersPauseIsSaidOnceAndThatTheyGoOnAsWell() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> {
            asked.add(exchange.getMessage().getBody());
            if (asked.size() % 5 != 0) {
                throw new LedgerUnavailableException("the ledger can't commit", null);
            }
            exchange.getMessage().setBody(Examples.accepted(Kind.ACCEPTED, true));
        });

        try (LogCapture log = LogCapture.begin()) {
            receive(text(REQUEST));
            receive(text(REQUEST));

            assertThat(log.text().lines().filter(line -> line.startsWith("WARN")))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("1 consumer(s) hold"));
            assertThat(log.text().lines().filter(line -> line.contains("no consumer holds a message")))
                    .hasSize(1);
        }
    }

    @Test
    void aPauseIsOverAlsoIfTheMessageThenFailsInAnotherWay() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> {
            asked.add(exchange.getMessage().getBody());
            throw asked.size() == 1
                    ? new LedgerUnavailableException("the ledger can't commit", null)
                    : new IllegalStateException("a bug");
        });

        assertThat(receive(text(REQUEST)).getException()).isInstanceOf(IllegalStateException.class);

        assertThat(asked).hasSize(2);
        assertThat(pause.isPausing()).isFalse();
    }

    @Test
    void aHubThatStopsLeavesTheMessageToTheBroker() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> {
            asked.add(exchange.getMessage().getBody());
            pause.close();
            throw new LedgerUnavailableException("the ledger can't commit", null);
        });

        Exchange exchange = receive(text(REQUEST));

        assertThat(exchange.getException()).as("so its session is rolled back").isNotNull();
        assertThat(asked).hasSize(1);
        assertThat(invalid.getReceivedCounter()).isZero();
    }

    @Test
    void whatFailsInAnotherWayIsLeftToTheBroker() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("a bug");
        });

        assertThat(receive(text(REQUEST)).getException()).isInstanceOf(IllegalStateException.class);
        assertThat(invalid.getReceivedCounter()).isZero();
    }

    @Test
    void whatTheHubFailsOnComesAgainUntilItsTenthDeliveryAndThenGoesToTheInvalidOnesAsItIs() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("a bug");
        });
        ActiveMQTextMessage message = text(REQUEST);
        message.setStringProperty("theirs", "kept");

        message.setRedeliveryCounter(8);
        assertThat(receive(message).getException()).as("the ninth").isInstanceOf(IllegalStateException.class);
        message.setRedeliveryCounter(9);
        try (LogCapture log = LogCapture.begin()) {
            assertThat(receive(message).getException()).as("the tenth").isNull();
            assertThat(log.text())
                    .contains("ALARM", "ERROR", "ID:sender-1:1:1:1:1")
                    .doesNotContain("acc-1001");
        }

        assertThat(passedOn()).isSameAs(message);
        assertThat(message.getText()).isEqualTo(REQUEST);
        assertThat(message.getStringProperty("theirs")).isEqualTo("kept");
        assertThat(message.getStringProperty("problem")).isEqualTo("internal-error");
        assertThat(message.getStringProperty("problemDetail")).contains("IllegalStateException");
    }

    @Test
    void troubleThatTheHubKnowsEndsNoMessageHoweverOftenItHasCome() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> {
            pause.close();
            throw new IllegalStateException(new LedgerUnavailableException("the ledger can't commit", null));
        });
        ActiveMQTextMessage message = text(REQUEST);
        message.setRedeliveryCounter(1_000);

        assertThat(receive(message).getException()).isNotNull();

        accept.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("whatever fails because the hub stops");
        });
        assertThat(receive(message).getException()).isNotNull();
        assertThat(invalid.getReceivedCounter()).isZero();
    }

    @Test
    void whatCameTooOftenStaysOnTheBrokerWhileItCannotBePassedOn() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("a bug");
        });
        invalid.whenAnyExchangeReceived(exchange -> {
            throw new JMSException("the queue is full");
        });
        ActiveMQTextMessage message = text(REQUEST);
        message.setRedeliveryCounter(20);

        assertThat(receive(message).getException()).isInstanceOf(JMSException.class);
    }

    @Test
    void aCorrelationIdThatNotEveryDatabaseKeepsIsInvalid() throws JMSException {
        for (String odd : List.of("a\u0000b", "a\ud800b")) {
            ActiveMQTextMessage message = text(REQUEST);
            message.setJMSReplyTo(new ActiveMQQueue("replies"));
            message.setJMSCorrelationID(odd);

            receive(message);

            assertThat(message.getStringProperty("problem")).isEqualTo("invalid-request");
        }
    }

    @Test
    void aReplyDestinationThatNotEveryDatabaseKeepsIsInvalid() throws JMSException {
        for (String odd : List.of("a\ud800b", "a\udc00", "a\u0000b")) {
            ActiveMQTextMessage message = text(REQUEST);
            message.setJMSReplyTo(new ActiveMQQueue(odd));

            receive(message);

            assertThat(message.getStringProperty("problem")).isEqualTo("invalid-request");
            assertThat(message.getStringProperty("problemDetail")).contains("JMSReplyTo");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsInvalidIsPassedOnAsTheVeryMessageWithItsProblem() throws JMSException {
        ActiveMQTextMessage message = text("{");
        message.setStringProperty("theirs", "kept");

        Exchange exchange = receive(message);

        assertThat(exchange.getException()).isNull();
        Message passedOn = passedOn();
        assertThat(passedOn).isSameAs(message);
        assertThat(passedOn.getStringProperty("theirs")).isEqualTo("kept");
        assertThat(passedOn.getStringProperty("problem")).isEqualTo("malformed-json");
        assertThat(results).containsExactly(Result.INVALID);
        assertThat(accept.getReceivedCounter()).isZero();
    }

    @Test
    void aMessageOfAnotherTypeIsPassedOn() throws JMSException {
        receive(new ActiveMQMapMessage());

        assertThat(passedOn().getStringProperty("problem")).isEqualTo("unsupported-media-type");
    }

    @Test
    void aKeyOfAnotherRequestIsPassedOn() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> accepted(exchange, Kind.KEY_REUSED));

        receive(text(REQUEST));

        assertThat(passedOn().getStringProperty("problem")).isEqualTo("idempotency-key-reused");
    }

    @Test
    void aRepeatedMessageIsDone() throws JMSException {
        accept.whenAnyExchangeReceived(exchange -> accepted(exchange, Kind.REPEATED));

        assertThat(receive(text(REQUEST)).getException()).isNull();
        assertThat(invalid.getReceivedCounter()).isZero();
        assertThat(results).containsExactly(Result.REPEATED);
    }

    @Test
    void aMessageThatCannotBePassedOnIsLeftToTheBroker() throws JMSException {
        invalid.whenAnyExchangeReceived(exchange -> {
            throw new JMSException("the queue is full");
        });

        assertThat(receive(text("{")).getException()).isInstanceOf(JMSException.class);
        assertThat(results).isEmpty();
    }

    @Test
    void aPauseOfAHubThatStopsFails() {
        pause.close();

        assertThatThrownBy(() -> pause.pause("one")).isInstanceOf(LedgerUnavailableException.class);
    }

    private void accepted(Exchange exchange, Kind kind) {
        asked.add(exchange.getMessage().getBody());
        exchange.getMessage().setBody(Examples.accepted(kind, kind == Kind.ACCEPTED));
    }

    private Message passedOn() {
        assertThat(invalid.getReceivedCounter()).isEqualTo(1);
        return invalid.getReceivedExchanges().get(0).getIn(JmsMessage.class).getJmsMessage();
    }

    private Exchange receive(Message message) {
        return template.send("direct:start-accept-over-jms", exchange -> {
            // As the consumer of the queue leaves it.
            JmsEndpoint queue = context.getEndpoint("jms:queue:any?mapJmsMessage=false", JmsEndpoint.class);
            exchange.setProperty(Exchange.BINDING, queue.getBinding());
            exchange.getMessage().setBody(message);
        });
    }

    private static ActiveMQTextMessage text(String body) throws JMSException {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setText(body);
        message.setJMSMessageID("ID:sender-1:1:1:1:1");
        return message;
    }
}
