package io.cardferry.contract;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.RSAKey;
import io.cardferry.security.CardSeal;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.activemq.ActiveMQConnectionFactory;

/** Delta Bank, at its queues: it opens what it gets, and answers each request as the test says for its account. */
final class DeltaBank implements AutoCloseable {

    static final String REQUESTS = "delta.cardreg.request";
    static final String REPLIES = "delta.cardreg.reply";
    static final String PAN = "30569309025904";

    private static final RSAKey KEY = privateKey();

    /** A request as it came, and the record that was sealed in it. */
    record Request(Message message, String body, String record) {

        String requestId() {
            return record.substring(4, 40);
        }

        String account() {
            return record.substring(40, 104).strip();
        }

        String pan() {
            return record.substring(104, 123).strip();
        }

        boolean isInquiry() {
            return record.startsWith("CINQ");
        }
    }

    private final Map<String, Consumer<Request>> behaviours = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Consumer<Request> inquiries = request -> {
        throw new IllegalStateException("Delta can't be asked");
    };
    private final Connection connection;
    private final Session replies;

    DeltaBank(String broker) {
        try {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker);
            factory.setTrustedPackages(List.of());
            connection = factory.createConnection();
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createConsumer(session.createQueue(REQUESTS)).setMessageListener(this::take);
            replies = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on it does this about the cards of the account, or about the card with this number; else it approves. */
    void answers(String accountOrNumber, Consumer<Request> behaviour) {
        behaviours.put(accountOrNumber, behaviour);
    }

    /** Says this result about the account's cards, with this token. */
    void answers(String account, String result, String token) {
        answers(account, request -> reply(request, record(request.requestId(), result, token)));
    }

    /** From now on it does this about each question what became of a request. */
    void answersInquiries(Consumer<Request> behaviour) {
        inquiries = behaviour;
    }

    List<Request> requests(String account) {
        return requests.stream()
                .filter(request -> request.account().equals(account))
                .toList();
    }

    /** The plain record of an answer. */
    static String record(String requestId, String result, String token) {
        return String.format("%-100s", "CRSP" + requestId + result + token);
    }

    /** Approves with a token that is made of the request id. */
    void approve(Request request) {
        reply(
                request,
                record(request.requestId(), "00", "tok-" + request.requestId().substring(24)));
    }

    void reply(Request request, String record) {
        reply(request, request.requestId(), session -> session.createTextMessage(record));
    }

    /** Sends to where the request wants it. */
    void reply(Request request, String correlationId, Messages.Maker maker) {
        try {
            send(request.message().getJMSReplyTo(), correlationId, maker);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void send(Destination destination, String correlationId, Messages.Maker maker)
            throws JMSException {
        Message reply = maker.make(replies);
        reply.setJMSCorrelationID(correlationId);
        try (MessageProducer producer = replies.createProducer(destination)) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producer.send(reply);
        }
    }

    private void take(Message message) {
        try {
            String body = ((TextMessage) message).getText();
            Request request = new Request(message, body, opened(body));
            if (request.isInquiry()) {
                inquiries.accept(request);
                return;
            }
            requests.add(request);
            behaviours
                    .getOrDefault(request.account(), behaviours.getOrDefault(request.pan(), this::approve))
                    .accept(request);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String opened(String body) {
        try {
            JWEObject message = JWEObject.parse(body);
            message.decrypt(new RSADecrypter(KEY));
            return message.getPayload().toString();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey privateKey() {
        try {
            return RSAKey.parse(Files.readString(HubFixture.HOME.resolve("mocks/delta-key.jwk")));
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The account has one card, of Delta's, sealed for this hub. */
    static void lists(HubFixture hub, String account) {
        lists(hub, account, PAN);
    }

    static void lists(HubFixture hub, String account, String pan) {
        CardSeal seal = HubOpenedPacks.sealFor(hub);
        String card = """
            {"cardRef":"c-1","issuer":"delta","bin":"%s","last4":"%s","brand":"DINERS","expiry":"2029-04","status":"ACTIVE",
             "sealedCard":"%s"}""".formatted(
                        pan.substring(0, 6),
                        pan.substring(pan.length() - 4),
                        seal.seal(CardSeal.content(pan, "2029-04", account, "c-1")));
        hub.source.says(account, CardList.of(account).with(card).reply());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
