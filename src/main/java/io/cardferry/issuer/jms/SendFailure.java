package io.cardferry.issuer.jms;

import io.cardferry.messaging.BrokerTrouble;
import io.cardferry.outbound.AccessRefusedException;
import io.cardferry.outbound.NotSentException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import java.io.IOException;
import java.util.Optional;

/** What a failed send says about where the request is. */
final class SendFailure {

    private static final int CAUSES_MAX = 10;

    private SendFailure() {}

    /**
     * Why the broker certainly does not have the request; empty if it may have it.
     *
     * @param left whether a byte may have left
     */
    static Optional<IOException> certainlyNotTaken(Throwable failure, boolean left) {
        BrokerTrouble trouble = BrokerTrouble.of(failure);
        if (trouble == BrokerTrouble.LOGIN) {
            return Optional.of(new AccessRefusedException("the broker refuses us access", failure));
        }
        Optional<NotSentException> tooLate = cause(failure, NotSentException.class);
        if (tooLate.isPresent()) {
            return Optional.of(tooLate.get());
        }
        boolean full = cause(failure, ResourceAllocationException.class).isPresent()
                || cause(failure, ResourceAllocationRuntimeException.class).isPresent();
        if (full) {
            return Optional.of(new NotSentException("the broker has no room", failure));
        }
        String words = trouble == BrokerTrouble.TLS ? "TLS failure" : "no connection to the broker";
        return left ? Optional.empty() : Optional.of(new NotSentException(words, failure));
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
