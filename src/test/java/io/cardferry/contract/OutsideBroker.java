package io.cardferry.contract;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** An ActiveMQ broker that listens on TCP, with its queues on the disk, which can be stopped and started again. */
public final class OutsideBroker {

    private final Path folder;
    private final String address;
    private BrokerService broker;

    public OutsideBroker(Path folder) throws Exception {
        this.folder = folder;
        // The same port after a restart, as it is with a real one.
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "tcp://127.0.0.1:" + free.getLocalPort();
        }
    }

    public OutsideBroker start() throws Exception {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(folder.toFile());
        broker = new BrokerService();
        broker.setBrokerName("outside-" + address.replaceAll("\\D", ""));
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPersistenceAdapter(store);
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

    public void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }
}
