package io.cardferry.app;

import io.cardferry.registration.ledger.LedgerUnavailableException;
import io.cardferry.registration.ledger.StaleChangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that work on a registration, card or message failed. Nothing is lost: its row stays leased until the lease runs
 * out, and then the sweep takes it up again; a message stays on the broker. Names classes only: an exception's message may hold data.
 */
public final class FailedWorkProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(FailedWorkProcessor.class);
    private static final int CAUSES_MAX = 5;

    private final String whatNow;

    public FailedWorkProcessor() {
        this("the sweep takes it up again");
    }

    /** @param whatNow what becomes of the work, to end the sentence */
    FailedWorkProcessor(String whatNow) {
        this.whatNow = whatNow;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, String.class);
        if (failure instanceof StaleChangeException) {
            LOG.info("route {}: {}", route, failure.getMessage());
        } else if (failure instanceof LedgerUnavailableException) {
            LOG.warn("route {}: {}; {}", route, failure.getMessage(), whatNow);
        } else {
            LOG.error("route {} failed with {}; {}", route, classes(failure), whatNow);
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
