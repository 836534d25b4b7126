package io.cardferry.mocks;

import io.cardferry.mocks.wire.Departures;
import io.cardferry.mocks.wire.Message;
import io.cardferry.mocks.wire.Transmission;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;

/**
 * How the mock issuer delta's answers go to the queue that the asker named: one after the other, in the order in which they
 * leave. Bounded: if more than {@value #MAX_WAITING} wait for the broker, the next are lost.
 */
public final class DeltaPost implements AutoCloseable {

    static final int MAX_WAITING = 1_000;

    private final Departures departures;
    private final ProducerTemplate routes;
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            task -> {
                Thread thread = new Thread(task, "mocks-delta-post");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    DeltaPost(Departures departures, ProducerTemplate routes) {
        this.departures = departures;
        this.routes = routes;
    }

    /** The message's text; nothing if it is of another type, which is never deserialized. */
    public byte[] open(jakarta.jms.Message message) throws JMSException {
        return message instanceof TextMessage text && text.getText() != null
                ? text.getText().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }

    /** @param replyTo the queue that the request named; {@code null}: then nobody gets the answer */
    public void reply(MockAnswer answer, Destination replyTo) {
        Transmission transmission = answer.transmission();
        if (replyTo != null) {
            departures.leave(transmission.delivery(), () -> sender.execute(() -> send(transmission, replyTo)));
        }
    }

    private void send(Transmission transmission, Destination replyTo) {
        for (Message message : transmission.messages()) {
            routes.sendBodyAndHeaders(
                    "direct:send-delta-reply",
                    message.content(),
                    Map.of("CamelJmsDestination", replyTo, "JMSCorrelationID", message.correlationId()));
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
