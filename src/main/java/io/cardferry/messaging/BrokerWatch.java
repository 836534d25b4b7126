package io.cardferry.messaging;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every two seconds whether the broker is there, and tells the log when it goes and when it comes. */
public final class BrokerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final ConnectionFactory connections;
    private final String name;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "broker-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean here;
    private boolean lookedBefore;

    /** @param name of the broker, for people */
    public BrokerWatch(ConnectionFactory connections, String name) {
        this.connections = connections;
        this.name = name;
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
        boolean now = answers();
        if (now != here || !lookedBefore) {
            if (now) {
                LOG.info("the broker {} is there", name);
            } else if (!clock.isShutdown()) {
                LOG.error("the broker {} can't be reached: no messages come or go until it can", name);
            }
        }
        lookedBefore = true;
        here = now;
    }

    /** Connecting is a question and an answer; a pooled connection that broke meanwhile is no longer in the pool. */
    private boolean answers() {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            return true;
        } catch (JMSException | JMSRuntimeException e) {
            LOG.debug("looking for the broker: {}", e.getClass().getName());
            return false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
