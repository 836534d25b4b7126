package io.cardferry.contract;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.SslBrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** An ActiveMQ broker that listens on TCP, with its queues on the disk, which can be stopped and started again. */
public final class OutsideBroker {

    private final Path folder;
    private final Optional<TlsKeys> tls;
    private final String address;
    private List<BrokerPlugin> plugins = List.of();
    private String client;
    private BrokerService broker;

    public OutsideBroker(Path folder) throws Exception {
        this(folder, Optional.empty());
    }

    private OutsideBroker(Path folder, Optional<TlsKeys> tls) throws Exception {
        this.folder = folder;
        this.tls = tls;
        // The same port after a restart, as it is with a real one.
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String scheme = tls.isPresent() ? "ssl://localhost:" : "tcp://127.0.0.1:";
            address = scheme + free.getLocalPort();
        }
        String name = "outside-" + address.replaceAll("\\D", "");
        client = tls.isPresent() ? "vm://" + name + "?create=false" : "failover:(" + address + ")";
    }

    /** Speaks TLS only, and only with those whom it trusts; the tests' own client is within its process. */
    static OutsideBroker withTls(Path folder, TlsKeys keys) throws Exception {
        return new OutsideBroker(folder, Optional.of(keys));
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
        SslBrokerService broker = new SslBrokerService();
        this.broker = broker;
        broker.setBrokerName("outside-" + address.replaceAll("\\D", ""));
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPersistenceAdapter(store);
        broker.setPlugins(plugins.toArray(BrokerPlugin[]::new));
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
