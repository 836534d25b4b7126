package io.cardferry.intake.jms;

import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemException;
import io.cardferry.messaging.PassedOnMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the message that came in ready to be sent on as it is, with what is wrong with it as properties. */
public final class InvalidMessageProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(InvalidMessageProcessor.class);

    private static final int DETAIL_LENGTH_MAX = 1_000;

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
        PassedOnMessage.prepare(message, Map.of("problem", problem.code().code(), "problemDetail", detail(problem)));
        exchange.setIn(new JmsMessage(exchange, message, null, null));
        exchange.getIn().removeHeaders("*");
        // Else Camel would take the body out of the message, to look at it.
        exchange.getIn().setBody(message);
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
