package io.cardferry.app;

import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.JmsTransport;
import io.cardferry.messaging.BrokerConnections;
import io.cardferry.messaging.BrokerLimits;
import jakarta.jms.ConnectionFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections to the brokers of issuers. Each version of a pack has its own, with its timeouts, also to the hub's broker:
 * what is slow or stuck there is nobody else's.
 */
final class IssuerBrokers implements AutoCloseable {

    /** Beside those that send and those that take replies. */
    private static final int SPARE_SESSIONS = 4;

    /** A consumer that holds its reply, because the ledger is away, keeps no more than this from other hubs. */
    private static final int REPLIES_AHEAD = 1;

    private final Optional<Broker> hubs;
    private final Map<String, BrokerConnections> open = new ConcurrentHashMap<>();

    /** @param hubs the hub's own broker, for packs that have none; empty if there is none */
    IssuerBrokers(Optional<Broker> hubs) {
        this.hubs = hubs;
    }

    /** Whether there is a broker for it at all: else nobody replies. */
    boolean hasBroker(JmsTransport transport) {
        return transport.broker().isPresent() || hubs.isPresent();
    }

    /** Prepares for the broker of this version of a pack, which need not be there. */
    ConnectionFactory open(IssuerPack pack, JmsTransport transport, int consumers) {
        if (!hasBroker(transport)) {
            return new NoBroker();
        }
        BrokerLimits limits = new BrokerLimits(
                transport.connectTimeout(),
                1,
                transport.responseTimeout(),
                pack.concurrency() + consumers + SPARE_SESSIONS,
                REPLIES_AHEAD);
        BrokerConnections connections = transport
                .broker()
                .map(url -> BrokerConnections.to(url, transport.login(), limits))
                .orElseGet(() -> hubs.orElseThrow().connections(limits));
        open.put(pack.toString(), connections);
        return connections.factory();
    }

    /** Closes those of this version; does nothing if there are none. */
    void close(IssuerPack pack) {
        BrokerConnections connections = open.remove(pack.toString());
        if (connections != null) {
            connections.close();
        }
    }

    @Override
    public void close() {
        open.values().forEach(BrokerConnections::close);
    }
}
