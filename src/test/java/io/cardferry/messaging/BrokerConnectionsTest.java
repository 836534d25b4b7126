package io.cardferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.configuration.BrokerUrl;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BrokerConnectionsTest {

    private static final String QUEUE = "replies";

    @TempDir
    Path folder;

    /** Long enough that an opening one is still opening while the watch looks. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /** A host that takes connections and says nothing, so that whoever opens one is opening it for a while. */
    @Test
    @Timeout(120)
    void aConnectionThatSomebodyElseIsOpeningDoesNotPassForABrokerThatIsThere() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                BrokerConnections connections = BrokerConnections.to(
                        BrokerUrl.parse("tcp://127.0.0.1:" + silent.getLocalPort()),
                        Optional.empty(),
                        new BrokerLimits(SOON, 1, SOON, 8, 1))) {
            silent.setSoTimeout(60_000);
            CompletableFuture<?>[] opening = new CompletableFuture<?>[BrokerConnections.CONNECTIONS];
            for (int i = 0; i < opening.length; i++) {
                opening[i] = CompletableFuture.runAsync(() -> start(connections.factory()));
                silent.accept();
            }

            assertThatThrownBy(() -> startOrThrow(connections.forWatch())).isInstanceOf(JMSException.class);
            CompletableFuture.allOf(opening).join();
        }
    }

    /** As a hub whose ledger is away holds what each consumer has in hand. */
    @Test
    @Timeout(120)
    void aConsumerThatHoldsItsMessageLeavesAllButOneToOthers() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                BrokerConnections holding = limitedTo(1, broker);
                BrokerConnections other = limitedTo(1, broker);
                Connection holds = holding.factory().createConnection();
                Connection takes = other.factory().createConnection()) {
            send(takes, 10);
            holds.start();
            Session session = holds.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer inHand = session.createConsumer(session.createQueue(QUEUE));
            assertThat(inHand.receive(60_000)).isNotNull();

            takes.start();
            Session free = takes.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = free.createConsumer(free.createQueue(QUEUE));
            for (int taken = 0; taken < 8; taken++) {
                assertThat(consumer.receive(60_000)).as("message %d", taken).isNotNull();
            }
        }
    }

    private static BrokerConnections limitedTo(int prefetch, EmbeddedBroker broker) {
        return BrokerConnections.within(
                broker.address(), new BrokerLimits(Duration.ofSeconds(20), 1, Duration.ofSeconds(20), 8, prefetch));
    }

    private static void send(Connection connection, int messages) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            for (int i = 0; i < messages; i++) {
                producer.send(session.createTextMessage("message " + i));
            }
        }
    }

    private static void start(ConnectionFactory factory) {
        try {
            startOrThrow(factory);
        } catch (JMSException nobodyAnswers) {
            // As it should be.
        }
    }

    private static void startOrThrow(ConnectionFactory factory) throws JMSException {
        try (Connection connection = factory.createConnection()) {
            connection.start();
        }
    }
}
