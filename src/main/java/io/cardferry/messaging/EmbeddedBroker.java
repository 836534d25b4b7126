package io.cardferry.messaging;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.DeadLetterStrategy;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.broker.region.policy.SharedDeadLetterStrategy;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal.JournalDiskSyncStrategy;
import org.apache.activemq.usage.SystemUsage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ActiveMQ within this process, its queues in the data folder: for a hub on its own. No port is open: only this process
 * reaches it. A message is on the disk before its sender is told so.
 *
 * <p>The store's own lock is off: whoever opens this holds the data folder's lock, which ends with a killed process.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private static final long MIB = 1024 * 1024;
    /** Of messages in memory; more are read from the disk when their turn comes. */
    private static final long MEMORY_BYTES_MAX = 16 * MIB;
    /** Of messages on the disk; a send beyond it fails, and whoever sent tries again later. */
    private static final long STORE_BYTES_MAX = 1024 * MIB;
    /** Of messages that need not survive; the hub sends none. */
    private static final long TEMPORARY_BYTES_MAX = 32 * MIB;

    private static final int JOURNAL_FILE_BYTES = (int) (16 * MIB);
    /** 4 KiB each. */
    private static final int INDEX_PAGES = 1_000;

    private final BrokerService broker;

    private EmbeddedBroker(BrokerService broker) {
        this.broker = broker;
    }

    /**
     * Starts a broker, with the queues that an earlier one left in the folder.
     *
     * @throws IOException if it can't, as with a folder that can't be written to
     */
    public static EmbeddedBroker start(Path folder) throws IOException {
        BrokerService broker = new BrokerService();
        // Several hubs may run in one process, as in tests.
        broker.setBrokerName("cardferry-" + UUID.randomUUID());
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setSchedulerSupport(false);
        broker.setAdvisorySupport(false);
        broker.setDataDirectoryFile(folder.toFile());
        broker.setDestinationPolicy(policy());
        try {
            broker.setPersistenceAdapter(store(folder));
            limit(broker.getSystemUsage());
            broker.start();
            return new EmbeddedBroker(broker);
        } catch (Exception e) {
            stop(broker);
            throw new IOException("the embedded broker can't be started in " + folder, e);
        }
    }

    private static KahaDBPersistenceAdapter store(Path folder) throws IOException {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(folder.resolve("queues").toFile());
        store.setUseLock(false);
        store.setJournalDiskSyncStrategy(JournalDiskSyncStrategy.ALWAYS.name());
        store.setJournalMaxFileLength(JOURNAL_FILE_BYTES);
        store.setIndexCacheSize(INDEX_PAGES);
        // A damaged end, as a kill leaves it, is found and cut off.
        store.setCheckForCorruptJournalFiles(true);
        return store;
    }

    private static void limit(SystemUsage usage) {
        usage.getMemoryUsage().setLimit(MEMORY_BYTES_MAX);
        usage.getStoreUsage().setLimit(STORE_BYTES_MAX);
        usage.getTempUsage().setLimit(TEMPORARY_BYTES_MAX);
        usage.setSendFailIfNoSpace(true);
    }

    private static PolicyMap policy() {
        PolicyEntry everyQueue = new PolicyEntry();
        everyQueue.setQueue(">");
        everyQueue.setMemoryLimit(MEMORY_BYTES_MAX / 4);
        everyQueue.setDeadLetterStrategy(expiredIsGone());
        PolicyMap policies = new PolicyMap();
        policies.setDefaultEntry(everyQueue);
        return policies;
    }

    /**
     * A request to an issuer that nobody took in time must be gone, and not lie on a queue that nobody reads: ActiveMQ's
     * own dead letters, where it goes by default.
     */
    private static DeadLetterStrategy expiredIsGone() {
        SharedDeadLetterStrategy strategy = new SharedDeadLetterStrategy();
        strategy.setProcessExpired(false);
        return strategy;
    }

    /** Where clients within this process find it. */
    public URI address() {
        return URI.create("vm://" + broker.getBrokerName() + "?create=false");
    }

    /** How full the store is, read anew each time. */
    public StoreLevel store() {
        return new StoreLevel(broker.getSystemUsage().getStoreUsage()::getPercentUsage);
    }

    @Override
    public void close() {
        stop(broker);
    }

    private static void stop(BrokerService broker) {
        try {
            broker.stop();
            broker.waitUntilStopped();
        } catch (Exception e) {
            LOG.warn(
                    "the embedded broker did not stop in good order ({}); its journal is replayed at the next start",
                    e.getClass().getName());
        }
    }
}
