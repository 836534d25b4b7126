package io.cardferry.mocks;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.RSAKey;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.ActiveMQConnectionFactory;

/** A hub of the tests' own, which writes delta's records by hand, seals them to its public key and reads a reply queue. */
final class DeltaClient implements AutoCloseable {

    private static final int PATIENCE_MS = 60_000;

    private final Connection connection;
    private final Session session;
    private final Queue replies;
    private final MessageProducer producer;
    private final MessageConsumer consumer;

    DeltaClient(URI broker, String replyQueue) throws JMSException {
        connection = new ActiveMQConnectionFactory(broker).createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        replies = session.createQueue(replyQueue);
        producer = session.createProducer(session.createQueue("delta.cardreg.request"));
        consumer = session.createConsumer(replies);
    }

    void send(String text, String correlationId) throws JMSException {
        send(session.createTextMessage(text), correlationId, PATIENCE_MS);
    }

    /** @param liveMs 0: for ever */
    void send(Message message, String correlationId, long liveMs) throws JMSException {
        message.setJMSCorrelationID(correlationId);
        message.setJMSReplyTo(replies);
        producer.send(message, DeliveryMode.PERSISTENT, Message.DEFAULT_PRIORITY, liveMs);
    }

    Session session() {
        return session;
    }

    TextMessage receive() throws JMSException {
        TextMessage reply = (TextMessage) consumer.receive(PATIENCE_MS);
        if (reply == null) {
            throw new AssertionError("no reply came");
        }
        return reply;
    }

    /** To the public key that the hub's pack holds. */
    static String sealed(String record) throws Exception {
        RSAKey key = RSAKey.parse(Files.readString(Path.of("config/issuers/delta/mock-key.jwk")));
        JWEObject sealed = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                        .keyID(key.computeThumbprint().toString())
                        .build(),
                new Payload(record));
        sealed.encrypt(new RSAEncrypter(key));
        return sealed.serialize();
    }

    /** 300 characters. */
    static String record(String requestId, String accountId, String number, String expiry, String deviceId) {
        return "CREG%-36s%-64s%-19s%-4s%-64s%-6s%-64s%-11s%-28s"
                .formatted(requestId, accountId, number, expiry, deviceId, "TV", "Living room TV", "50110030273", "");
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
