package io.cardferry.intake.jms;

import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemException;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the message that came in ready to be sent on as it is, with what is wrong with it as properties. Its body is not
 * touched, and so nothing in it is deserialized. It is persistent, whatever it was: it must not be lost after it was taken.
 */
public final class InvalidMessageProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(InvalidMessageProcessor.class);

    /** Camel takes the delivery mode from it, before it takes it off; without ours a sender's own would be obeyed. */
    private static final String DELIVERY_MODE = "CamelJmsDeliveryMode";

    private static final int DETAIL_LENGTH_MAX = 1_000;

    /** Said by the broker of one delivery; it says them anew of the next. */
    private static final Set<String> OF_THE_DELIVERY = Set.of(
            "JMSXDeliveryCount", "JMSXRcvTimestamp", "JMSXState", "JMSXProducerTXID", "JMSXConsumerTXID", "JMSXUserID");

    @Override
    public void process(Exchange exchange) throws JMSException {
        Message message = exchange.getProperty(MessageInHand.PROPERTY, MessageInHand.class)
                .message();
        Problem problem = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ProblemException.class)
                .problem();
        LOG.info(
                "message {} can't become a registration: {}",
                message.getJMSMessageID(),
                problem.code().code());
        Map<String, Object> properties = propertiesOf(message);
        message.clearProperties();
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty("problem", problem.code().code());
        message.setStringProperty("problemDetail", detail(problem));
        message.setIntProperty(DELIVERY_MODE, DeliveryMode.PERSISTENT);
        exchange.setIn(new JmsMessage(exchange, message, null, null));
        exchange.getIn().removeHeaders("*");
        // Else Camel would take the body out of the message, to look at it.
        exchange.getIn().setBody(message);
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

    private static String detail(Problem problem) {
        List<String> parts = new ArrayList<>();
        if (problem.detail() != null && problem.faults().isEmpty()) {
            parts.add(problem.detail());
        }
        for (Problem.Fault fault : problem.faults()) {
            parts.add((fault.pointer() != null ? fault.pointer() : fault.header()) + ": " + fault.detail());
        }
        String text = parts.isEmpty() ? problem.code().title() : String.join("; ", parts);
        return text.length() > DETAIL_LENGTH_MAX ? text.substring(0, DETAIL_LENGTH_MAX - 1) + "…" : text;
    }
}
