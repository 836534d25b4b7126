package io.cardferry.contract;

import io.cardferry.FixedPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.SslBrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.DestinationStatistics;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** An ActiveMQ broker that listens on TCP, with its queues on the disk, which can be stopped and started again. */
public final class OutsideBroker {

    private final Path folder;
    private final Optional<TlsKeys> tls;
    private final String address;
    private final List<BrokerPlugin> plugins = new ArrayList<>();
    private String client;
    private BrokerService broker;

    public OutsideBroker(Path folder) throws Exception {
        this(folder, Optional.empty());
    }

    private OutsideBroker(Path folder, Optional<TlsKeys> tls) throws Exception {
        this.folder = folder;
        this.tls = tls;
        // The same port after a restart, as it is with a real one.
        address = (tls.isPresent() ? "ssl://localhost:" : "tcp://127.0.0.1:") + FixedPorts.next();
        String name = "outside-" + address.replaceAll("\\D", "");
        client = tls.isPresent() ? "vm://" + name + "?create=false" : "failover:(" + address + ")";
    }

    /** Speaks TLS only, and only with those whom it trusts; the tests' own client is within its process. */
    static OutsideBroker withTls(Path folder, TlsKeys keys) throws Exception {
        return new OutsideBroker(folder, Optional.of(keys));
    }

    /** From its next start on it lets in only whom these rights know; the tests' own client may do everything. */
    public OutsideBroker guardedBy(BrokerRights rights) {
        plugins.clear();
        plugins.addAll(rights.plugins());
        client = "failover:(" + address + ")?" + BrokerRights.TEST_CLIENT;
        return this;
    }

    /** From its next start on, this looks on or interferes. */
    public OutsideBroker with(BrokerPlugin plugin) {
        plugins.add(plugin);
        return this;
    }

    public OutsideBroker start() throws Exception {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(folder.toFile());
        SslBrokerService broker = new SslBrokerService();
        this.broker = broker;
        broker.setBrokerName("outside-" + address.replaceAll("\\D", ""));
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPersistenceAdapter(store);
        broker.setDataDirectoryFile(folder.toFile());
        broker.setPlugins(plugins.toArray(new BrokerPlugin[0]));
        // What puts off redeliveries wants it.
        broker.setSchedulerSupport(!plugins.isEmpty());
        if (tls.isPresent()) {
            broker.addSslConnector(
                    address + "?needClientAuth=true",
                    tls.get().ownKeys(),
                    tls.get().trusted(),
                    null);
        } else {
            broker.addConnector(address);
        }
        broker.start();
        broker.waitUntilStarted();
        return this;
    }

    public String address() {
        return address;
    }

    /** Where the tests' own client finds it. */
    String clientAddress() {
        return client;
    }

    /** What it has counted since its last start. */
    public BrokerBooks books() {
        return new BrokerBooks(broker);
    }

    /** Speaks to it over TCP; one that is not there is waited for. */
    public Messages messages() {
        return Messages.at(client);
    }

    /** What the broker counts of a queue since its start; empty if it has no such queue. */
    Optional<DestinationStatistics> statistics(String queue) {
        try {
            Destination destination =
                    broker.getRegionBroker().getDestinationMap().get(new ActiveMQQueue(queue));
            return Optional.ofNullable(destination).map(Destination::getDestinationStatistics);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many messages lie on a queue, in hand or not. */
    long waiting(String queue) {
        return statistics(queue).map(counts -> counts.getMessages().getCount()).orElse(0L);
    }

    public void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }
}
