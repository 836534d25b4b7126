package io.cardferry.outbox;

import io.cardferry.registration.ledger.LedgerUnavailableException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import java.util.List;

/** Why a message was not sent, and so who else need not try. */
enum SendFailure {
    /** The ledger can't be read or can't commit: the entry's lease ends by itself. */
    LEDGER,
    /** The broker is away, or full: nothing can be sent. */
    BROKER,
    /** The destination takes no messages, or not from us, or not now; others may. */
    DESTINATION,
    /** The destination is not there and never will be again: a temporary queue goes with its connection. */
    GONE;

    private static final int CAUSES_MAX = 10;

    private static final List<Class<? extends Exception>> OF_DESTINATION = List.of(
            InvalidDestinationException.class,
            InvalidDestinationRuntimeException.class,
            JMSSecurityException.class,
            JMSSecurityRuntimeException.class,
            ResourceAllocationException.class,
            ResourceAllocationRuntimeException.class);

    /** What ActiveMQ says of a temporary queue that is not there; its class is the broker's, and not the client's. */
    private static final String DOES_NOT_EXIST = "DestinationDoesNotExistException";

    /**
     * @param destination where it was to go, or {@code null} if to the queue of dead letters
     * @param brokerTakes whether the broker lets us in and has room: one that does not refuses everything, whatever its
     *     destination
     */
    static SendFailure of(Throwable failure, String destination, boolean brokerTakes) {
        boolean ofBroker = false;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            Throwable current = cause;
            if (current instanceof LedgerUnavailableException) {
                return LEDGER;
            }
            boolean missing = current.getClass().getSimpleName().equals(DOES_NOT_EXIST);
            if (missing || OF_DESTINATION.stream().anyMatch(type -> type.isInstance(current))) {
                return !brokerTakes ? BROKER : isTemporary(destination) && !isFull(current) ? GONE : DESTINATION;
            }
            ofBroker |= current instanceof JMSException || current instanceof JMSRuntimeException;
            cause = current.getCause();
        }
        // Whatever else went wrong is about this one message; it must not hold up the others.
        return ofBroker ? BROKER : DESTINATION;
    }

    /** A guarded broker says of a temporary queue that is not there that we must not create it. */
    private static boolean isFull(Throwable failure) {
        return failure instanceof ResourceAllocationException || failure instanceof ResourceAllocationRuntimeException;
    }

    private static boolean isTemporary(String destination) {
        return destination != null && destination.startsWith("temp-");
    }
}
