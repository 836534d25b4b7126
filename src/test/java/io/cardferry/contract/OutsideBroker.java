package io.cardferry.contract;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** An ActiveMQ broker that listens on TCP, with its queues on the disk, which can be stopped and started again. */
public final class OutsideBroker {

    private final Path folder;
    private final String address;
    private List<BrokerPlugin> plugins = List.of();
    private String client;
    private BrokerService broker;

    public OutsideBroker(Path folder) throws Exception {
        this.folder = folder;
        // The same port after a restart, as it is with a real one.
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "tcp://127.0.0.1:" + free.getLocalPort();
        }
        client = "failover:(" + address + ")";
    }

    /** From its next start on it lets in only whom these rights know; the tests' own client may do everything. */
    public OutsideBroker guardedBy(BrokerRights rights) {
        plugins = rights.plugins();
        client = "failover:(" + address + ")?" + BrokerRights.TEST_CLIENT;
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
        broker.setPlugins(plugins.toArray(BrokerPlugin[]::new));
        broker.addConnector(address);
        broker.start();
        broker.waitUntilStarted();
        return this;
    }

    public String address() {
        return address;
    }

    /** What it has counted since its last start. */
    public BrokerBooks books() {
        return new BrokerBooks(broker);
    }

    /** Speaks to it over TCP; one that is not there is waited for. */
    public Messages messages() {
        return Messages.at(client);
    }

    public void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }
}
