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
    private static final int CAUSES_MAX = 5;

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class);
        if (failure instanceof StaleChangeException) {
            LOG.info("route {}: {}", route, failure.getMessage());
        } else if (failure instanceof LedgerUnavailableException) {
            LOG.warn("route {}: {}; the sweep takes it up again", route, failure.getMessage());
        } else {
            LOG.error("route {} failed with {}; the sweep takes it up again", route, classes(failure));
        }
    }

    private static String classes(Throwable failure) {
        StringBuilder classes = new StringBuilder();
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < CAUSES_MAX; cause = cause.getCause(), depth++) {
            StackTraceElement[] trace = cause.getStackTrace();
            classes.append(depth == 0 ? "" : " caused by ")
                    .append(cause.getClass().getName());
            classes.append(trace.length == 0 ? "" : " at " + trace[0]);
        }
        return classes.toString();
    }
}
