package io.cardferry.intake.jms;

import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import jakarta.jms.JMSException;
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
 *
 * <p>What the hub knows to be its own trouble – a ledger that can't commit, a stop – ends no message, however often it
 * has come. The count is the broker's: it also counts deliveries that a kill or a lost connection cut off.
 */
public final class DeliveryLimitProcessor implements Processor {

    /** At the tenth delivery on which the hub fails; by then some two minutes have passed. */
    static final int DELIVERIES_MAX = 10;

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLimitProcessor.class);

    private final BooleanSupplier stopping;

    /** @param stopping whether the hub stops: then anything may fail */
    public DeliveryLimitProcessor(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        MessageInHand inHand = exchange.getProperty(MessageInHand.PROPERTY, MessageInHand.class);
        Message message = inHand == null ? null : inHand.message();
        if (message == null || isKnownTrouble(failure) || deliveries(message) < DELIVERIES_MAX) {
            throw failure;
        }
        String cause = innermost(failure).getClass().getSimpleName();
        LOG.error(
                "ALARM: message {} was delivered {} times, and the hub failed on it once more ({}): it goes to the"
                        + " invalid ones, unchanged; the lines before this one say where it failed",
                message.getJMSMessageID(),
                deliveries(message),
                cause);
        ProblemException problem = new ProblemException(
                ProblemCode.INTERNAL_ERROR,
                "the hub failed on this message (" + cause + ") and brought it again until delivery "
                        + deliveries(message)
                        + "; nothing has to be wrong with it: send it again under its key once the hub is repaired");
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, problem);
    }

    private boolean isKnownTrouble(Exception failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; cause = cause.getCause(), depth++) {
            if (cause instanceof LedgerUnavailableException) {
                return true;
            }
        }
        return stopping.getAsBoolean();
    }

    /** This one included. A broker that does not count them brings the message again for ever. */
    private static int deliveries(Message message) {
        try {
            return message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException | NumberFormatException uncounted) {
            return 1;
        }
    }

    private static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; innermost.getCause() != null && depth < 10; depth++) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
