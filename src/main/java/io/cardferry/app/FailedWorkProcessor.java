package io.cardferry.app;

import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.StaleChangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that work on a registration or card failed. Nothing is lost: its row stays leased until the lease runs out, and
 * then the sweep takes it up again. Names classes only: an exception's message may hold data.
 */
public final class FailedWorkProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(FailedWorkProcessor.class);

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class);
        if (failure instanceof StaleChangeException) {
            LOG.info("route {}: {}", route, failure.getMessage());
        } else if (failure instanceof LedgerUnavailableException) {
            LOG.warn("route {}: {}; the sweep takes it up again", route, failure.getMessage());
        } else {
            LOG.error(
                    "route {} failed with {} at {}; the sweep takes it up again",
                    route,
                    failure.getClass().getName(),
                    place(failure));
        }
    }

    private static Object place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0];
    }
}
