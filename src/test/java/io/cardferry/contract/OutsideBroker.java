package io.cardferry.contract;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.DestinationStatistics;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** An ActiveMQ broker that listens on TCP, with its queues on the disk, which can be stopped and started again. */
public final class OutsideBroker {

    private final Path folder;
    private final String address;
    private final List<BrokerPlugin> plugins = new ArrayList<>();
    private BrokerService broker;

    public OutsideBroker(Path folder) throws Exception {
        this.folder = folder;
        // The same port after a restart, as it is with a real one.
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "tcp://127.0.0.1:" + free.getLocalPort();
        }
    }

    /** From its next start on, this looks on or interferes. */
    OutsideBroker with(BrokerPlugin plugin) {
        plugins.add(plugin);
        return this;
    }

    public OutsideBroker start() throws Exception {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(folder.toFile());
        broker = new BrokerService();
        broker.setBrokerName("outside-" + address.replaceAll("\\D", ""));
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPersistenceAdapter(store);
        broker.setDataDirectoryFile(folder.toFile());
        broker.setPlugins(plugins.toArray(new BrokerPlugin[0]));
        // What puts off redeliveries wants it.
        broker.setSchedulerSupport(!plugins.isEmpty());
        broker.addConnector(address);
        broker.start();
        broker.waitUntilStarted();
        return this;
    }

    public String address() {
        return address;
    }

    /** Speaks to it over TCP; one that is not there is waited for. */
    Messages messages() {
        return Messages.at("failover:(" + address + ")");
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
