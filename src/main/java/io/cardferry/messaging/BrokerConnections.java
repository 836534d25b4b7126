package io.cardferry.messaging;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.security.Login;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * Pooled connections to the broker. Every wait on it is bounded; a connection that broke is given up and a new one made,
 * so that nothing of a broken one lives on.
 */
public final class BrokerConnections implements AutoCloseable {

    /** A connection that is silent for so long is dead: the client itself breaks the silence. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(15);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** One for the intake, one for what is sent. */
    static final int CONNECTIONS = 2;

    private static final Duration FIRST_REDELIVERY = Duration.ofSeconds(1);
    private static final Duration LAST_REDELIVERY = Duration.ofSeconds(30);

    private final JmsPoolConnectionFactory pool;
    private final JmsPoolConnectionFactory watched;

    private BrokerConnections(ActiveMQConnectionFactory factory, BrokerLimits limits) {
        pool = pool(factory, CONNECTIONS, limits);
        watched = pool(factory, 1, limits);
    }

    private static JmsPoolConnectionFactory pool(
            ActiveMQConnectionFactory factory, int connections, BrokerLimits limits) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory);
        pool.setMaxConnections(connections);
        pool.setMaxSessionsPerConnection(limits.sessionsPerConnection());
        pool.setBlockIfSessionPoolIsFullTimeout(limits.send().toMillis());
        return pool;
    }

    /** @param embedded {@link EmbeddedBroker#address} of a broker within this process */
    public static BrokerConnections within(URI embedded) {
        return within(embedded, BrokerLimits.STANDARD);
    }

    /** The same, with limits of their own. */
    public static BrokerConnections within(URI embedded, BrokerLimits limits) {
        return new BrokerConnections(factory(embedded.toString(), limits), limits);
    }

    /** To an outside broker. */
    public static BrokerConnections to(BrokerUrl broker, Optional<Login> login) {
        return to(broker, login, BrokerLimits.STANDARD);
    }

    /** The same, with limits of their own. */
    public static BrokerConnections to(BrokerUrl broker, Optional<Login> login, BrokerLimits limits) {
        ActiveMQConnectionFactory factory = factory(failover(broker, limits), limits);
        login.ifPresent(known -> {
            factory.setUserName(known.user());
            factory.setPassword(new String(known.password().reveal()));
        });
        return new BrokerConnections(factory, limits);
    }

    /**
     * Each host is tried, and again with growing pauses as often as the limits say. A broken connection is not mended: what
     * was under way on it is rolled back by the broker, and comes again on a new one.
     */
    private static String failover(BrokerUrl broker, BrokerLimits limits) {
        String hosts =
                broker.hosts().stream().map(host -> withTimeouts(host, limits)).collect(Collectors.joining(","));
        String options = broker.options().entrySet().stream()
                .map(option -> "&" + option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining());
        return "failover:(" + hosts + ")?maxReconnectAttempts=0&startupMaxReconnectAttempts=" + limits.rounds()
                + "&initialReconnectDelay=200&maxReconnectDelay=2000&timeout="
                + limits.send().toMillis() + options;
    }

    private static String withTimeouts(URI host, BrokerLimits limits) {
        return host + "?connectionTimeout=" + limits.connect().toMillis() + "&soWriteTimeout=" + SILENCE_MAX.toMillis()
                + "&wireFormat.maxInactivityDuration=" + SILENCE_MAX.toMillis() + "&keepAlive=true";
    }

    private static ActiveMQConnectionFactory factory(String url, BrokerLimits limits) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
        // No class is ever made of a message.
        factory.setTrustAllPackages(false);
        factory.setTrustedPackages(List.of());
        factory.setConnectResponseTimeout((int) limits.connect().toMillis());
        factory.setSendTimeout((int) limits.send().toMillis());
        factory.setCloseTimeout((int) CLOSE.toMillis());
        factory.setWatchTopicAdvisories(false);
        // The ledger knows what it has; a client that drops "duplicates" would drop what was rolled back.
        factory.setCheckForDuplicates(false);
        factory.getPrefetchPolicy().setQueuePrefetch(limits.prefetch());
        factory.setRedeliveryPolicy(redelivery());
        return factory;
    }

    /** Without a maximum: the client would send what came too often to the broker's dead letters, and call it done. */
    private static RedeliveryPolicy redelivery() {
        RedeliveryPolicy redelivery = new RedeliveryPolicy();
        redelivery.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        redelivery.setInitialRedeliveryDelay(FIRST_REDELIVERY.toMillis());
        redelivery.setRedeliveryDelay(FIRST_REDELIVERY.toMillis());
        redelivery.setUseExponentialBackOff(true);
        redelivery.setBackOffMultiplier(2);
        redelivery.setMaximumRedeliveryDelay(LAST_REDELIVERY.toMillis());
        return redelivery;
    }

    /** Hands out connections; closing one gives it back. */
    public ConnectionFactory factory() {
        return pool;
    }

    /**
     * For the one who watches whether the broker is there. A pooled connection that somebody else is just opening counts as
     * started before the broker has answered: it would be taken for a broker that is there.
     */
    public ConnectionFactory forWatch() {
        return watched;
    }

    @Override
    public void close() {
        watched.stop();
        pool.stop();
    }
}
