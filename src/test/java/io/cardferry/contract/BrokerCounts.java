package io.cardferry.contract;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ConsumerBrokerExchange;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageAck;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.command.TransactionId;

/**
 * What a broker itself knows of the requests on its queue: how often each was brought, and with which count of
 * redeliveries. A broker's restart ends its counts of redeliveries, and not these.
 */
final class BrokerCounts implements BrokerPlugin {

    private final AtomicInteger dispatches = new AtomicInteger();
    private final AtomicInteger rollbacks = new AtomicInteger();
    private final AtomicInteger poisoned = new AtomicInteger();
    private final Map<String, Integer> redeliveries = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile String notHeld = "";

    @Override
    public Broker installPlugin(Broker next) {
        return new BrokerFilter(next) {
            @Override
            public void preProcessDispatch(MessageDispatch dispatch) {
                if (dispatch.getMessage() != null && isRequest(dispatch.getDestination())) {
                    dispatches.incrementAndGet();
                    if (dispatch.getRedeliveryCounter() > 0) {
                        String id = dispatch.getMessage().getMessageId().toString();
                        redeliveries.merge(id, dispatch.getRedeliveryCounter(), Math::max);
                    }
                }
                super.preProcessDispatch(dispatch);
            }

            @Override
            public void acknowledge(ConsumerBrokerExchange consumer, MessageAck ack) throws Exception {
                if (isRequest(ack.getDestination())) {
                    if (ack.isPoisonAck()) {
                        poisoned.addAndGet(ack.getMessageCount());
                    } else if (ack.isStandardAck()) {
                        acknowledged
                                .computeIfAbsent(
                                        process(ack.getConsumerId().getConnectionId()), each -> new AtomicInteger())
                                .addAndGet(ack.getMessageCount());
                    }
                }
                super.acknowledge(consumer, ack);
            }

            @Override
            public void rollbackTransaction(ConnectionContext context, TransactionId transaction) throws Exception {
                rollbacks.incrementAndGet();
                super.rollbackTransaction(context, transaction);
            }

            @Override
            public void send(ProducerBrokerExchange producer, Message message) throws Exception {
                String sender = message.getProducerId().getConnectionId();
                if (hold.getCount() > 0 && !process(sender).equals(notHeld)) {
                    held.incrementAndGet();
                    hold.await();
                }
                super.send(producer, message);
            }
        };
    }

    private static boolean isRequest(ActiveMQDestination destination) {
        return destination.getPhysicalName().equals(Messages.REGISTRATIONS);
    }

    /** Of a connection's id: what all connections of one process share. */
    private static String process(String connectionId) {
        return connectionId.replaceFirst("-\\d+:\\d+$", "");
    }

    /** How often a request was brought to whomever. */
    int dispatches() {
        return dispatches.get();
    }

    /** The requests that the broker brought again, each with the most that its count of redeliveries has been. */
    Map<String, Integer> redeliveries() {
        return Map.copyOf(redeliveries);
    }

    /**
     * How often a session was rolled back. What was in its hand a client then brings itself once more: the broker neither
     * dispatches it again nor counts a redelivery.
     */
    int rollbacks() {
        return rollbacks.get();
    }

    /** How many requests a consumer has called poison: those go to the broker's own dead letters. */
    int poisoned() {
        return poisoned.get();
    }

    /** The processes that have acknowledged requests. */
    Set<String> processes() {
        return Set.copyOf(acknowledged.keySet());
    }

    /** From now on whatever processes other than this one's send is held, before the broker has it. */
    CountDownLatch holdOthers(Messages ours) {
        notHeld = process(ours.connectionId());
        hold = new CountDownLatch(1);
        return hold;
    }

    /** Lets go whatever is held: a broker with a send in its hands does not stop. */
    void release() {
        hold.countDown();
    }

    /** How many sends were held. */
    int held() {
        return held.get();
    }
}
