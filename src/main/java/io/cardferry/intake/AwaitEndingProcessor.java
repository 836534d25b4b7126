package io.cardferry.intake;

import io.cardferry.registration.Acceptance;
import io.cardferry.registration.Endings;
import io.cardferry.registration.Registration;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** Waits until a registration has ended, for as long as its caller prefers. Holds no thread meanwhile. */
public final class AwaitEndingProcessor extends AsyncProcessorSupport {

    /** More than so many don't wait: they are told where to look, and others still get in. */
    private static final int WAITING_MAX = 768;

    private final Endings endings;
    private final Ledger ledger;
    private final Executor executor;

    /** @param executor goes on with those whose waiting is over */
    public AwaitEndingProcessor(Endings endings, Ledger ledger, Executor executor) {
        this.endings = endings;
        this.ledger = ledger;
        this.executor = executor;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Accepted accepted = exchange.getMessage().getBody(Accepted.class);
        Duration patience = accepted.received().preference().patience();
        boolean worthWaiting = accepted.acceptance().kind() != Acceptance.Kind.KEY_REUSED
                && !patience.isZero()
                && endings.waiting() < WAITING_MAX;
        if (!worthWaiting) {
            callback.done(true);
            return true;
        }
        CompletableFuture<Void> ended = endings.await(accepted.registrationId(), patience);
        // Looked at after the waiting has begun: what ended before is not told.
        if (hasEnded(accepted)) {
            ended.complete(null);
            callback.done(true);
            return true;
        }
        ended.whenCompleteAsync((nothing, failure) -> callback.done(false), executor);
        return false;
    }

    private boolean hasEnded(Accepted accepted) {
        try {
            return ledger.registrations()
                    .find(accepted.registrationId())
                    .map(Registration::status)
                    .filter(status -> status.isEnded())
                    .isPresent();
        } catch (LedgerUnavailableException away) {
            // Nothing to wait for: the next step reads again, where a failure is answered as it should be.
            return true;
        }
    }
}
