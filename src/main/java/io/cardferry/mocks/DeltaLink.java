package io.cardferry.mocks;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** The mock issuer delta's connections to its broker, which is the mocks' own or somebody else's. */
final class DeltaLink implements AutoCloseable {

    private final Optional<MockBroker> own;
    private final Optional<URI> others;
    private final JmsPoolConnectionFactory connections = new JmsPoolConnectionFactory();

    private DeltaLink(Optional<MockBroker> own, Optional<URI> others) {
        this.own = own;
        this.others = others;
        String address = own.map(MockBroker::addressWithin)
                .orElseGet(() -> others.orElseThrow().toString());
        connections.setConnectionFactory(new ActiveMQConnectionFactory(address));
    }

    /** @param port of the mocks' own broker, if there is to be one */
    static DeltaLink open(MockSettings settings, int port) {
        Optional<MockBroker> own = settings.deltaBroker().isPresent()
                ? Optional.empty()
                : Optional.of(MockBroker.starting(settings.host(), port));
        return new DeltaLink(own, settings.deltaBroker());
    }

    /** What the routes name {@code delta-broker}. */
    JmsComponent component() {
        JmsComponent component = new JmsComponent();
        component.setConnectionFactory(connections);
        return component;
    }

    URI address() throws IOException {
        return own.isPresent() ? own.get().address() : others.orElseThrow();
    }

    @Override
    public void close() {
        connections.stop();
        own.ifPresent(MockBroker::close);
    }
}
