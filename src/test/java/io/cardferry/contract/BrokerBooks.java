package io.cardferry.contract;

import java.net.URI;
import org.apache.activemq.broker.BrokerRegistry;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.DestinationStatistics;
import org.apache.activemq.command.ActiveMQQueue;

/** What a broker itself has counted, as its own people would read it from its console. */
public final class BrokerBooks {

    private final BrokerService broker;

    BrokerBooks(BrokerService broker) {
        this.broker = broker;
    }

    /** Of a broker within this process. */
    static BrokerBooks ofEmbedded(URI address) {
        return new BrokerBooks(BrokerRegistry.getInstance().lookup(address.getHost()));
    }

    /** How many messages lie on a queue, those that somebody has in hand included. */
    public long on(String queue) {
        return of(queue).getMessages().getCount();
    }

    /** How many messages of a queue were acknowledged. */
    public long acknowledged(String queue) {
        return of(queue).getDequeues().getCount();
    }

    /** How many messages came to a queue. */
    public long came(String queue) {
        return of(queue).getEnqueues().getCount();
    }

    /** How many messages of a queue somebody has in hand. */
    public long inHand(String queue) {
        return of(queue).getInflight().getCount();
    }

    /** How many take messages of a queue. */
    long consumers(String queue) {
        return of(queue).getConsumers().getCount();
    }

    /** The store may grow to so many bytes. */
    public void limitStore(long bytes) {
        broker.getSystemUsage().getStoreUsage().setLimit(bytes);
    }

    /** The store takes one message more, and then no other. */
    void leaveRoomForOne() {
        try {
            limitStore(broker.getPersistenceAdapter().size() + 1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** There is no room for anything any more, and whoever sends is told so instead of being made to wait. */
    public void refuseWhatHasNoRoom() {
        broker.getSystemUsage().setSendFailIfNoSpace(true);
        limitStore(1);
    }

    public long storeLimit() {
        return broker.getSystemUsage().getStoreUsage().getLimit();
    }

    private DestinationStatistics of(String queue) {
        try {
            return broker.getDestination(new ActiveMQQueue(queue)).getDestinationStatistics();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
