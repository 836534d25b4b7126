package io.cardferry.contract;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;

/** A client of the broker's, as a bank's program is one. Its calls fail the test when the broker does. */
public final class Messages implements AutoCloseable {

    public static final String REGISTRATIONS = "cardferry.registrations";
    public static final String INVALID = "cardferry.registrations.invalid";

    /** Makes a message of any type. */
    public interface Maker {
        Message make(Session session) throws JMSException;
    }

    /** Does something to a message before it is sent. */
    public interface Change {
        void to(Message message) throws JMSException;

        static Change none() {
            return message -> {};
        }

        static Change property(String name, Object value) {
            return message -> message.setObjectProperty(name, value);
        }

        static Change key(String key) {
            return property("idempotencyKey", key);
        }
    }

    private interface Call<T> {
        T run() throws JMSException;
    }

    private final Connection connection;
    private final Session session;

    private Messages(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    static Messages at(String url) {
        return unchecked(() -> {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
            factory.getPrefetchPolicy().setAll(1);
            Connection connection = factory.createConnection();
            connection.start();
            return new Messages(connection, connection.createSession(false, Session.AUTO_ACKNOWLEDGE));
        });
    }

    /** Sends a registration request as text; gives its JMSMessageID. */
    public String text(String body, Change... changes) {
        return send(session -> session.createTextMessage(body), changes);
    }

    String bytes(byte[] body, Change... changes) {
        return send(
                session -> {
                    BytesMessage message = session.createBytesMessage();
                    message.writeBytes(body);
                    return message;
                },
                changes);
    }

    String send(Maker maker, Change... changes) {
        return send(maker, Message.DEFAULT_PRIORITY, Message.DEFAULT_TIME_TO_LIVE, changes);
    }

    String sendNonPersistent(Maker maker, Change... changes) {
        return send(maker, DeliveryMode.NON_PERSISTENT, Message.DEFAULT_PRIORITY, 0, changes);
    }

    /** @param timeToLive in milliseconds; 0 for ever */
    String send(Maker maker, int priority, long timeToLive, Change... changes) {
        return send(maker, DeliveryMode.PERSISTENT, priority, timeToLive, changes);
    }

    private String send(Maker maker, int deliveryMode, int priority, long timeToLive, Change... changes) {
        return unchecked(() -> {
            Message message = maker.make(session);
            for (Change change : changes) {
                change.to(message);
            }
            try (MessageProducer producer = session.createProducer(session.createQueue(REGISTRATIONS))) {
                producer.send(message, deliveryMode, priority, timeToLive);
            }
            return message.getJMSMessageID();
        });
    }

    public Session session() {
        return session;
    }

    String connectionId() {
        return ((ActiveMQConnection) connection)
                .getConnectionInfo()
                .getConnectionId()
                .getValue();
    }

    /** Takes what comes to a queue, from now on; on this client's thread, which can do nothing else any more. */
    void collect(String queue, Consumer<Message> receiver) {
        unchecked(() -> {
            session.createConsumer(session.createQueue(queue)).setMessageListener(receiver::accept);
            return null;
        });
    }

    /** What lies on a queue now, oldest first; it stays there. */
    public List<Message> on(String queue) {
        return unchecked(() -> {
            try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
                List<Message> found = new ArrayList<>();
                Enumeration<?> messages = browser.getEnumeration();
                while (messages.hasMoreElements()) {
                    found.add((Message) messages.nextElement());
                }
                return found;
            }
        });
    }

    /** Waits for the message on the invalid queue that this holds for; other tests' lie there as well. */
    Message awaitInvalid(Predicate<Message> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> on(INVALID).stream().filter(wanted).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    /** Waits for the invalid message that has this property. */
    Message awaitInvalid(String property, String value) {
        return awaitInvalid(message -> value.equals(property(message, property)));
    }

    static String property(Message message, String name) {
        return unchecked(() -> message.getStringProperty(name));
    }

    static String correlation(Message message) {
        return unchecked(message::getJMSCorrelationID);
    }

    public static String text(Message message) {
        return unchecked(((TextMessage) message)::getText);
    }

    private static <T> T unchecked(Call<T> call) {
        try {
            return call.run();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        unchecked(() -> {
            connection.close();
            return null;
        });
    }
}
