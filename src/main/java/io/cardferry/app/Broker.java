package io.cardferry.app;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.configuration.HubSettings;
import io.cardferry.messaging.BrokerConnections;
import io.cardferry.messaging.BrokerLimits;
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
    private final HubSettings.Jms settings;
    private final BrokerConnections connections;
    private final BrokerWatch watch;

    private Broker(HubSettings.Jms settings, Optional<EmbeddedBroker> embedded, String name) {
        this.settings = settings;
        this.embedded = embedded;
        this.store = embedded.map(EmbeddedBroker::store);
        this.connections = connections(BrokerLimits.STANDARD);
        this.watch = new BrokerWatch(connections.forWatch(), name, store);
        watch.start();
    }

    /** Starts the embedded broker, or prepares for the outside one, which need not be there yet. */
    static Broker open(HubSettings.Jms settings, Path dataFolder) {
        if (settings.url().isPresent()) {
            BrokerUrl url = settings.url().get();
            return new Broker(settings, Optional.empty(), "at " + url);
        }
        try {
            EmbeddedBroker embedded = EmbeddedBroker.start(dataFolder);
            return new Broker(settings, Optional.of(embedded), "in the data folder");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Other connections to it, with limits of their own; whoever asks for them closes them. */
    BrokerConnections connections(BrokerLimits limits) {
        return embedded.map(here -> BrokerConnections.within(here.address(), limits))
                .orElseGet(() -> BrokerConnections.to(settings.url().orElseThrow(), settings.login(), limits));
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
