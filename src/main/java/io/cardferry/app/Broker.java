package io.cardferry.app;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.configuration.HubSettings;
import io.cardferry.messaging.BrokerConnections;
import io.cardferry.messaging.BrokerWatch;
import io.cardferry.messaging.EmbeddedBroker;
import io.cardferry.messaging.StoreLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.component.jms.JmsComponent;

/** The hub's broker, embedded or outside, and the connections to it that all routes share. */
final class Broker implements AutoCloseable {

    private final Optional<EmbeddedBroker> embedded;
    private final Optional<StoreLevel> store;
    private final BrokerConnections connections;
    private final BrokerWatch watch;

    private Broker(Optional<EmbeddedBroker> embedded, BrokerConnections connections, String name) {
        this.embedded = embedded;
        this.store = embedded.map(EmbeddedBroker::store);
        this.connections = connections;
        this.watch = new BrokerWatch(connections.forWatch(), name, store);
        watch.start();
    }

    /** Starts the embedded broker, or prepares for the outside one, which need not be there yet. */
    static Broker open(HubSettings.Jms settings, Path dataFolder) {
        if (settings.url().isPresent()) {
            BrokerUrl url = settings.url().get();
            return new Broker(Optional.empty(), BrokerConnections.to(url, settings.login()), "at " + url);
        }
        try {
            EmbeddedBroker embedded = EmbeddedBroker.start(dataFolder);
            return new Broker(
                    Optional.of(embedded), BrokerConnections.within(embedded.address()), "in the data folder");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the routes name {@code jms}. */
    JmsComponent component() {
        JmsComponent component = new JmsComponent();
        component.setConnectionFactory(connections.factory());
        return component;
    }

    /** Where programs within this process find the embedded broker; empty if it is an outside one. */
    Optional<URI> embeddedAddress() {
        return embedded.map(EmbeddedBroker::address);
    }

    boolean isHere() {
        return watch.isHere();
    }

    /** Whether it can take a message: it is there, and has room as far as we can see. */
    boolean takesMessages() {
        return isHere() && store.stream().noneMatch(StoreLevel::isFull);
    }

    /** How full the embedded broker's store is; empty for an outside one, which others watch. */
    Optional<StoreLevel> store() {
        return store;
    }

    @Override
    public void close() {
        watch.close();
        connections.close();
        embedded.ifPresent(EmbeddedBroker::close);
    }
}
