package io.cardferry.outbox;

import io.cardferry.messaging.ReplyDestination;
import io.cardferry.registration.OutboxEntry;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Puts a message of the outbox into the exchange, and nothing else: whatever is a header would go onto the wire. */
public final class OutboxMessageProcessor implements Processor {

    /** What camel-jms sends to, in place of what the route names. */
    private static final String DESTINATION = "CamelJmsDestination";

    private static final String CORRELATION_ID = "JMSCorrelationID";

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        OutboxMessage told = exchange.getMessage().getMandatoryBody(OutboxMessage.class);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(told.text());
        told.properties().forEach(message::setHeader);
        OutboxEntry entry = told.entry();
        if (entry.kind() == OutboxEntry.Kind.REPLY) {
            message.setHeader(DESTINATION, ReplyDestination.of(entry.destination()));
            message.setHeader(CORRELATION_ID, entry.correlationId());
        }
    }
}
