package io.cardferry.intake;

import io.cardferry.registration.DeadLetterConflict;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong in a route into an {@link HttpAnswer}. A {@link ProblemException} says what the caller is told;
 * anything else is the hub's own failure, of which the caller gets an incident id and the log the class names: an
 * exception's message may hold data.
 */
public final class ProblemProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemProcessor.class);

    @Override
    public void process(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Throwable.class);
        exchange.getMessage().setBody(Answers.problem(problemOf(caught)));
    }

    private static String place(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static Problem problemOf(Throwable caught) {
        String classes = "";
        int depth = 0;
        for (Throwable cause = caught; cause != null && depth < 10; cause = cause.getCause(), depth++) {
            if (cause instanceof ProblemException problem) {
                return problem.problem();
            }
            if (cause instanceof DeadLetterConflict conflict) {
                return DeadLetterProblem.of(conflict);
            }
            if (cause instanceof LedgerUnavailableException) {
                LOG.debug("a request was turned away: {}", cause.getMessage());
                return Problem.of(
                        ProblemCode.UNAVAILABLE,
                        "the hub's ledger is not available now; repeat the request, under the same key if it has one");
            }
            if (cause instanceof RejectedExecutionException) {
                LOG.warn("a request was turned away: every thread of its pool is busy and the pool's queue is full");
                return Problem.of(ProblemCode.TOO_MANY_REQUESTS, "the hub has no room for it; ask again in a moment");
            }
            classes += (depth == 0 ? "" : " caused by ") + cause.getClass().getName() + place(cause);
        }
        String incident = UUID.randomUUID().toString();
        LOG.error("incident {}: {}", incident, classes);
        return Problem.of(
                ProblemCode.INTERNAL_ERROR,
                "repeat the request under the same key, or ask the hub's operators about incident " + incident);
    }
}
