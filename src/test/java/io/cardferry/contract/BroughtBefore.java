package io.cardferry.contract;

import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.command.Message;

/** Counts a new message as one that was brought as often as it says of itself, so that nobody has to wait for that. */
public final class BroughtBefore implements BrokerPlugin {

    /** The property that says it. */
    public static final String TIMES = "broughtBefore";

    @Override
    public Broker installPlugin(Broker next) {
        return new BrokerFilter(next) {
            @Override
            public void send(ProducerBrokerExchange producer, Message message) throws Exception {
                Object times = message.getProperty(TIMES);
                if (times != null) {
                    message.setRedeliveryCounter((int) times);
                }
                super.send(producer, message);
            }
        };
    }
}
