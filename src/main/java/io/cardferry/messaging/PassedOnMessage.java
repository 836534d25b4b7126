package io.cardferry.messaging;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a message that came in ready to be sent on as it is. Its body is not touched, and so nothing in it is deserialized.
 * It is persistent, whatever it was: it must not be lost after it was taken.
 */
public final class PassedOnMessage {

    private static final Logger LOG = LoggerFactory.getLogger(PassedOnMessage.class);

    /** Camel takes the delivery mode from it, before it takes it off; without ours a sender's own would be obeyed. */
    private static final String DELIVERY_MODE = "CamelJmsDeliveryMode";

    /** Said by the broker of one delivery; it says them anew of the next. */
    private static final Set<String> OF_THE_DELIVERY = Set.of(
            "JMSXDeliveryCount", "JMSXRcvTimestamp", "JMSXState", "JMSXProducerTXID", "JMSXConsumerTXID", "JMSXUserID");

    private PassedOnMessage() {}

    /** @param added String properties that it gets beside its own */
    public static void prepare(Message message, Map<String, String> added) throws JMSException {
        Map<String, Object> properties = propertiesOf(message);
        properties.putAll(added);
        message.clearProperties();
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        message.setIntProperty(DELIVERY_MODE, DeliveryMode.PERSISTENT);
    }

    /** Properties that can't be read are left away: then they are what is wrong. */
    private static Map<String, Object> propertiesOf(Message message) {
        Map<String, Object> properties = new LinkedHashMap<>();
        try {
            Enumeration<?> names = message.getPropertyNames();
            while (names.hasMoreElements()) {
                String name = (String) names.nextElement();
                if (!OF_THE_DELIVERY.contains(name)) {
                    properties.put(name, message.getObjectProperty(name));
                }
            }
        } catch (JMSException e) {
            LOG.warn(
                    "the properties of a message can't be read: {}",
                    e.getClass().getName());
        }
        return properties;
    }
}
