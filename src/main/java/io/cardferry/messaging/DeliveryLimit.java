package io.cardferry.messaging;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.function.BooleanSupplier;

/**
 * How often a message may come again on which the hub fails in a way that nobody foresaw.
 *
 * <p>What the hub knows to be its own trouble, and a stop, end no message, however often it has come. The count is the
 * broker's: it also counts deliveries that a kill or a lost connection cut off.
 */
public final class DeliveryLimit {

    /** At the tenth delivery on which the hub fails; by then some two minutes have passed. */
    public static final int DELIVERIES_MAX = 10;

    private static final int CAUSES_MAX = 10;

    private final Class<? extends Throwable> ownTrouble;
    private final BooleanSupplier stopping;

    /**
     * @param ownTrouble a failure of this class, or with one as a cause, is the hub's own and not the message's
     * @param stopping whether the hub stops: then anything may fail
     */
    public DeliveryLimit(Class<? extends Throwable> ownTrouble, BooleanSupplier stopping) {
        this.ownTrouble = ownTrouble;
        this.stopping = stopping;
    }

    /** Whether the failure was the last one: the message must not come again. */
    public boolean isReached(Message message, Throwable failure) {
        return !stopping.getAsBoolean() && !isOwnTrouble(failure) && deliveries(message) >= DELIVERIES_MAX;
    }

    private boolean isOwnTrouble(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; cause = cause.getCause(), depth++) {
            if (ownTrouble.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** How often a message was delivered, this time included. One whose broker does not count comes again for ever. */
    public static int deliveries(Message message) {
        try {
            return message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException | NumberFormatException uncounted) {
            return 1;
        }
    }

    /** The class of the failure's innermost cause, for people; never its text. */
    public static String kindOf(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; innermost.getCause() != null && depth < CAUSES_MAX; depth++) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName();
    }
}
