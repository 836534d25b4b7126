package io.cardferry.issuer.jms;

import io.cardferry.messaging.DeliveryLimit;
import io.cardferry.messaging.PassedOnMessage;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import jakarta.jms.Message;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how often a reply comes again on which the hub fails in a way that nobody foresaw: each keeps a consumer busy, and
 * there are few. Before its last delivery the failure goes on, and the reply stays on the broker; at the last one it is set
 * aside, and what it says with it.
 */
public final class ReplyLimitProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyLimitProcessor.class);

    /** The exchange property that is true if the reply, which is the body then, is to be set aside. */
    private static final String SET_ASIDE = "replySetAside";

    private final DeliveryLimit limit;

    /** @param stopping whether the hub stops: then anything may fail */
    public ReplyLimitProcessor(BooleanSupplier stopping) {
        this.limit = new DeliveryLimit(LedgerUnavailableException.class, stopping);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        ReplyInHand reply = exchange.getProperty(IssuerReplyProcessor.REPLY, ReplyInHand.class);
        if (!limit.isReached(reply.message(), failure)) {
            throw failure;
        }
        Message message = reply.message();
        LOG.error(
                "ALARM: issuer {}: reply {} (correlation id {}) was delivered {} times, and the hub failed on it once more"
                        + " ({}): it is set aside, unchanged, and says nothing about its card until it is sent to the"
                        + " reply queue again; the lines before this one say where it failed",
                reply.pack().id(),
                message.getJMSMessageID(),
                reply.correlationId().map(UUID::toString).orElse("unknown"),
                DeliveryLimit.deliveries(message),
                DeliveryLimit.kindOf(failure));
        PassedOnMessage.prepare(message, Map.of());
        exchange.setIn(new JmsMessage(exchange, message, null, null));
        exchange.getIn().removeHeaders("*");
        // Else Camel would take the body out of the message, to look at it.
        exchange.getIn().setBody(message);
        exchange.setProperty(SET_ASIDE, true);
    }
}
