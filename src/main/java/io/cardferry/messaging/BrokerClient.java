package io.cardferry.messaging;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.security.Login;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Sends registration requests to a hub by way of its broker, as any program of a bank's does, and waits for replies. */
public final class BrokerClient implements AutoCloseable {

    private static final String QUEUE = "cardferry.registrations";

    private final BrokerConnections connections;

    private BrokerClient(BrokerConnections connections) {
        this.connections = connections;
    }

    /** Of an outside broker. */
    public static BrokerClient of(BrokerUrl url, Optional<Login> login) {
        return new BrokerClient(BrokerConnections.to(url, login));
    }

    /** Of the embedded broker of a hub within this process. */
    public static BrokerClient within(URI embedded) {
        return new BrokerClient(BrokerConnections.within(embedded));
    }

    /**
     * Sends one request, and waits for the reply on a queue of its own.
     *
     * @param body of the request, as over HTTP
     * @param patience the longest wait for the reply
     * @return the reply's text, or empty if none came in time: the request may have been accepted or not
     * @throws ConnectException if nothing was sent, because the broker can't be used; its message ends a sentence that
     *     begins with the broker, and holds no address
     * @throws IOException if the broker breaks off after that; its message is the failure's class
     */
    public Optional<String> ask(String body, String idempotencyKey, Duration patience) throws IOException {
        ConnectionFactory factory = connections.factory();
        boolean sending = false;
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            Queue replies = session.createTemporaryQueue();
            TextMessage message = session.createTextMessage(body);
            message.setStringProperty("idempotencyKey", idempotencyKey);
            message.setJMSReplyTo(replies);
            try (MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
                    MessageConsumer consumer = session.createConsumer(replies)) {
                sending = true;
                producer.send(message);
                Message reply = consumer.receive(patience.toMillis());
                return reply instanceof TextMessage text ? Optional.ofNullable(text.getText()) : Optional.empty();
            }
        } catch (JMSException | JMSRuntimeException e) {
            if (!sending) {
                throw new ConnectException(BrokerTrouble.of(e).words());
            }
            throw new IOException(e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
