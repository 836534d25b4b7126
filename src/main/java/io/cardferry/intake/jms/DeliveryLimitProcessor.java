package io.cardferry.intake.jms;

import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.messaging.DeliveryLimit;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import jakarta.jms.Message;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how often a message comes again on which the hub fails in a way that nobody foresaw. Before its last delivery
 * the failure goes on, and the message stays on the broker; at the last one it becomes invalid, with the problem
 * {@code internal-error}.
 */
public final class DeliveryLimitProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLimitProcessor.class);

    private final DeliveryLimit limit;

    /** @param stopping whether the hub stops: then anything may fail */
    public DeliveryLimitProcessor(BooleanSupplier stopping) {
        this.limit = new DeliveryLimit(LedgerUnavailableException.class, stopping);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        MessageInHand inHand = exchange.getProperty(MessageInHand.PROPERTY, MessageInHand.class);
        Message message = inHand == null ? null : inHand.message();
        if (message == null || !limit.isReached(message, failure)) {
            throw failure;
        }
        String cause = DeliveryLimit.kindOf(failure);
        int deliveries = DeliveryLimit.deliveries(message);
        LOG.error(
                "ALARM: message {} was delivered {} times, and the hub failed on it once more ({}): it goes to the"
                        + " invalid ones, unchanged; the lines before this one say where it failed",
                message.getJMSMessageID(),
                deliveries,
                cause);
        ProblemException problem = new ProblemException(
                ProblemCode.INTERNAL_ERROR,
                "the hub failed on this message (" + cause + ") and brought it again until delivery " + deliveries
                        + "; nothing has to be wrong with it: send it again under its key once the hub is repaired");
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, problem);
    }
}
