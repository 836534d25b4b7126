package io.cardferry.mocks;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.broker.region.policy.SharedDeadLetterStrategy;

/**
 * The broker of the mock world, where the issuer delta is reached: everything in memory, no users, open over TCP. It starts
 * beside everything else.
 */
final class MockBroker implements AutoCloseable {

    private static final long MEMORY_BYTES_MAX = 64L * 1024 * 1024;

    private final String host;
    private final BrokerService broker = new BrokerService();
    private final CompletableFuture<TransportConnector> started = new CompletableFuture<>();

    private MockBroker(String host) {
        this.host = host;
        broker.setBrokerName("mocks-" + UUID.randomUUID());
    }

    /** Begins to start it; returns at once. @param port 0: any free one */
    static MockBroker starting(String host, int port) {
        MockBroker mocks = new MockBroker(host);
        Thread thread = new Thread(() -> mocks.start(port), "mocks-broker");
        thread.setDaemon(true);
        thread.start();
        return mocks;
    }

    private void start(int port) {
        try {
            broker.setPersistent(false);
            broker.setUseJmx(false);
            broker.setUseShutdownHook(false);
            broker.setSchedulerSupport(false);
            broker.getSystemUsage().getMemoryUsage().setLimit(MEMORY_BYTES_MAX);
            broker.setDestinationPolicy(policy());
            TransportConnector connector = broker.addConnector("tcp://" + host + ":" + port);
            broker.start();
            started.complete(connector);
        } catch (Exception e) {
            started.completeExceptionally(
                    new IOException("the mocks' broker can't be started on " + host + ":" + port, e));
        }
    }

    /** What expired is gone: nobody looks into a dead letter queue here. */
    private static PolicyMap policy() {
        SharedDeadLetterStrategy nothingExpired = new SharedDeadLetterStrategy();
        nothingExpired.setProcessExpired(false);
        PolicyEntry everyQueue = new PolicyEntry();
        everyQueue.setQueue(">");
        everyQueue.setDeadLetterStrategy(nothingExpired);
        PolicyMap policies = new PolicyMap();
        policies.setDefaultEntry(everyQueue);
        return policies;
    }

    /** For the mocks themselves, once it has started. */
    String addressWithin() {
        return "vm://" + broker.getBrokerName() + "?create=false";
    }

    /** For hubs. @throws IOException if it could not start */
    URI address() throws IOException {
        try {
            return URI.create(
                    "tcp://" + host + ":" + started.join().getConnectUri().getPort());
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        try {
            started.handle((connector, failure) -> connector).join();
            broker.stop();
            broker.waitUntilStopped();
        } catch (Exception e) {
            throw new IllegalStateException("the mocks' broker does not stop", e);
        }
    }
}
