package io.cardferry.messaging;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every two seconds whether the broker is there, and tells the log when it goes, why, and when it comes. Of the
 * embedded one it also watches how full its store is.
 */
public final class BrokerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final ConnectionFactory connections;
    private final String name;
    private final Optional<StoreLevel> store;
    /** Said already of this absence: of two hosts each may have its own. */
    private final Set<BrokerTrouble> told = EnumSet.noneOf(BrokerTrouble.class);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "broker-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean here;

    /**
     * @param name of the broker, for people
     * @param store of the embedded one; empty for one outside
     */
    public BrokerWatch(ConnectionFactory connections, String name, Optional<StoreLevel> store) {
        this.connections = connections;
        this.name = name;
        this.store = store;
    }

    /** Begins to look. */
    public void start() {
        clock.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the broker was there when last looked; false until the first look has ended. */
    public boolean isHere() {
        return here;
    }

    private void look() {
        Optional<BrokerTrouble> trouble = trouble();
        if (trouble.isPresent()) {
            if (told.add(trouble.get()) && !clock.isShutdown()) {
                LOG.error(
                        "the broker {} {}; until that is mended no messages come or go",
                        name,
                        trouble.get().words());
            }
        } else if (!here) {
            told.clear();
            LOG.info("the broker {} is there", name);
        }
        here = trouble.isEmpty();
        store.ifPresent(StoreLevel::look);
    }

    /** Connecting is a question and an answer; a pooled connection that broke meanwhile is no longer in the pool. */
    private Optional<BrokerTrouble> trouble() {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            return Optional.empty();
        } catch (JMSException | JMSRuntimeException e) {
            LOG.debug("looking for the broker: {}", e.getClass().getName());
            return Optional.of(BrokerTrouble.of(e));
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
