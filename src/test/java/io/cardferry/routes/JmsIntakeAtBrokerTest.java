package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.app.FailedWorkProcessor;
import io.cardferry.configuration.BrokerUrl;
import io.cardferry.contract.BrokerBooks;
import io.cardferry.contract.Messages;
import io.cardferry.contract.OutsideBroker;
import io.cardferry.intake.RegistrationRequestReader;
import io.cardferry.intake.jms.AcceptedMessageProcessor;
import io.cardferry.intake.jms.DeliveryLimitProcessor;
import io.cardferry.intake.jms.InvalidMessageProcessor;
import io.cardferry.intake.jms.JmsIntakeReader;
import io.cardferry.intake.jms.LedgerPause;
import io.cardferry.intake.jms.MessageProcessor;
import io.cardferry.intake.jms.TakenMessages;
import io.cardferry.messaging.BrokerConnections;
import io.cardferry.registration.Acceptance.Kind;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spi.Registry;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The intake's routes on a broker outside: when a message is acknowledged, and what a broken-off try leaves. */
class JmsIntakeAtBrokerTest extends RouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REQUEST =
            "{\"account\":{\"id\":\"acc-1001\"},\"device\":{\"id\":\"tv-77\",\"type\":\"TV\"},\"cards\":{\"all\":true}}";

    @TempDir
    static Path folder;

    private static OutsideBroker broker;
    private static Messages messages;
    private static BrokerBooks books;

    private final LedgerPause pause = new LedgerPause(Duration.ofMillis(5));
    private final AtomicInteger asked = new AtomicInteger();
    private BrokerConnections connections;
    private long acknowledged;
    private long invalid;

    JmsIntakeAtBrokerTest() {
        super("intake/jms", "intake/jms-message", "intake/jms-acceptance");
    }

    @BeforeAll
    static void openBroker() throws Exception {
        broker = new OutsideBroker(folder).start();
        messages = broker.messages();
        books = broker.books();
    }

    @AfterAll
    static void closeBroker() throws Exception {
        messages.close();
        broker.stop();
    }

    @Override
    void bind(Registry registry) {
        context.getPropertiesComponent().addInitialProperty("cardferry.jms.consumers", "1");
        TakenMessages taken = result -> {};
        registry.bind("messageProcessor", new MessageProcessor());
        registry.bind("jmsIntakeReader", new JmsIntakeReader(new RegistrationRequestReader(Set.of("phone-wallet"))));
        registry.bind("acceptedMessageProcessor", new AcceptedMessageProcessor(taken));
        registry.bind("invalidMessageProcessor", new InvalidMessageProcessor());
        registry.bind("deliveryLimitProcessor", new DeliveryLimitProcessor(pause::isStopping));
        registry.bind("failedMessageProcessor", new FailedWorkProcessor());
        registry.bind("takenMessages", taken);
        registry.bind("ledgerPause", pause);
        connections = BrokerConnections.to(BrokerUrl.parse(broker.address()), Optional.empty());
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(connections.factory());
        context.addComponent("jms", jms);
    }

    @BeforeEach
    void count() throws Exception {
        cutOff("accept-patiently", "direct:accept-registration");
        acknowledged = books.acknowledged(Messages.REGISTRATIONS);
        invalid = books.came(Messages.INVALID);
    }

    @AfterEach
    void disconnect() throws Exception {
        context.stop();
        connections.close();
    }

    @Test
    void aMessageIsAcknowledgedOnlyOnceItsRegistrationIsCommitted() throws Exception {
        CountDownLatch committed = new CountDownLatch(1);
        start(exchange -> {
            asked.incrementAndGet();
            committed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            exchange.getMessage().setBody(Examples.accepted(Kind.ACCEPTED, true));
        });
        messages.text(REQUEST);
        await(() -> assertThat(asked).hasValue(1));

        assertThat(books.inHand(Messages.REGISTRATIONS)).isEqualTo(1);
        assertThat(acknowledgedNow()).isZero();

        committed.countDown();
        await(() -> assertThat(acknowledgedNow()).isEqualTo(1));
        assertThat(books.on(Messages.REGISTRATIONS)).isZero();
    }

    @Test
    void aMessageThatTheLedgerCannotCommitIsHeldAndNoOtherOneIsTaken() throws Exception {
        CountDownLatch ledgerIsBack = new CountDownLatch(1);
        start(exchange -> {
            asked.incrementAndGet();
            if (ledgerIsBack.getCount() > 0) {
                throw new LedgerUnavailableException("the ledger can't commit", null);
            }
            exchange.getMessage().setBody(Examples.accepted(Kind.KEY_REUSED, false));
        });
        messages.text(REQUEST);
        messages.text(REQUEST);
        await(() -> assertThat(asked.get()).isGreaterThan(20));

        assertThat(acknowledgedNow()).isZero();
        assertThat(books.on(Messages.REGISTRATIONS)).isEqualTo(2);

        ledgerIsBack.countDown();
        await(() -> assertThat(acknowledgedNow()).isEqualTo(2));
        assertThat(messages.on(Messages.INVALID).subList((int) invalid, (int) invalid + 2))
                .as("never given back, and so never delivered a second time")
                .allSatisfy(message ->
                        assertThat(message.getStringProperty("problem")).isEqualTo("idempotency-key-reused"));
        assertThat(books.on("ActiveMQ.DLQ")).isZero();
    }

    @Test
    void whatFailsComesAgainAndIsAcknowledgedOnce() throws Exception {
        start(exchange -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
            }
            exchange.getMessage().setBody(Examples.accepted(Kind.REPEATED, false));
        });

        messages.text(REQUEST);

        await(() -> assertThat(acknowledgedNow()).isEqualTo(1));
        assertThat(asked).hasValue(2);
    }

    @Test
    void anInvalidMessageIsPassedOnInTheTransactionThatAcknowledgesIt() throws Exception {
        AtomicInteger passedOn = new AtomicInteger();
        AdviceWith.adviceWith(
                context,
                "send-invalid-message",
                false,
                route -> route.weaveById("to-invalid-queue").after().process(exchange -> {
                    if (passedOn.incrementAndGet() == 1) {
                        throw new IllegalStateException("the hub dies here");
                    }
                }));
        start(exchange -> {});

        messages.text("{");

        await(() -> assertThat(acknowledgedNow()).isEqualTo(1));
        assertThat(passedOn).hasValue(2);
        assertThat(books.came(Messages.INVALID) - invalid).isEqualTo(1);
        assertThat(books.on(Messages.REGISTRATIONS)).isZero();
    }

    private void start(Processor accept) throws Exception {
        mock("direct:accept-registration", accept);
        context.start();
        context.getRouteController().startRoute("accept-over-jms");
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private long acknowledgedNow() {
        return books.acknowledged(Messages.REGISTRATIONS) - acknowledged;
    }
}
