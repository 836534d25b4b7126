package io.cardferry.contract;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.command.Message;

/** Cuts the connection of whoever sends to one queue, as his message is there and before he is told so. */
public final class CutConnection implements BrokerPlugin {

    public static final String QUEUE = "cut.request";

    private final AtomicInteger cut = new AtomicInteger();

    @Override
    public Broker installPlugin(Broker next) {
        return new BrokerFilter(next) {
            @Override
            public void send(ProducerBrokerExchange producer, Message message) throws Exception {
                super.send(producer, message);
                if (message.getDestination().getPhysicalName().equals(QUEUE)) {
                    cut.incrementAndGet();
                    producer.getConnectionContext().getConnection().serviceExceptionAsync(new IOException("cut"));
                    throw new IOException("cut");
                }
            }
        };
    }

    /** How often it did. */
    public int cut() {
        return cut.get();
    }
}
