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
            return Optional.of(new AccessRefusedException("the broker " + words(trouble), failure));
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
        return left ? Optional.empty() : Optional.of(new NotSentException("the broker " + words(trouble), failure));
    }

    /** Ends a sentence that begins with the broker. It may be the issuer's or the hub's own, so no key is named. */
    static String words(BrokerTrouble trouble) {
        return switch (trouble) {
            case AWAY -> "can't be reached";
            case LOGIN -> "refuses us access";
            case TLS -> "can't be reached by TLS";
        };
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
