package io.cardferry.issuer;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.security.Login;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How an issuer is reached over JMS: by a request queue and one reply queue, which is fixed and shared by all hubs.
 *
 * @param broker where the queues are; empty: on the hub's own broker
 * @param login as whom we connect there, or empty if as nobody
 * @param connectTimeout until the broker can be sent to; 1 ms to 5 min
 * @param responseTimeout from sending to the reply, and how long a request lives on its queue; 1 ms to 5 min
 * @param requestQueue the name of the queue that takes requests
 * @param replyQueue the name of the queue that brings replies
 */
public record JmsTransport(
        Optional<BrokerUrl> broker,
        Optional<Login> login,
        Duration connectTimeout,
        Duration responseTimeout,
        String requestQueue,
        String replyQueue)
        implements Transport {

    /** The word for it in {@code issuer.yaml} and in kept messages. */
    public static final String TYPE = "jms";

    public JmsTransport {
        Objects.requireNonNull(broker, "broker");
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(responseTimeout, "responseTimeout");
        Objects.requireNonNull(requestQueue, "requestQueue");
        Objects.requireNonNull(replyQueue, "replyQueue");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Optional<String> address() {
        return broker.map(BrokerUrl::toString);
    }
}
