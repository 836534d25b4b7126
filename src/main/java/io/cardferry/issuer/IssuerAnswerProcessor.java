package io.cardferry.issuer;

import io.cardferry.outbound.AccessRefusedException;
import io.cardferry.outbound.AnswerLostException;
import io.cardferry.outbound.NotSentException;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes an {@link EndedAttempt} of what an issuer answered, or of its not answering. */
public final class IssuerAnswerProcessor implements Processor {

    private static final int UNAVAILABLE = 503;

    private final AnswerReader answers;

    public IssuerAnswerProcessor(AnswerReader answers) {
        this.answers = answers;
    }

    @Override
    public void process(Exchange exchange) {
        Dispatch dispatch = exchange.getProperty(IssuerRequestProcessor.DISPATCH, Dispatch.class);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Outcome outcome = failure == null ? read(dispatch, exchange.getMessage()) : silence(failure);
        long sentAt = exchange.getProperty(IssuerRequestProcessor.SENT_AT, Long.class);
        Message message = exchange.getMessage();
        boolean reached = failure == null ? !isUnavailable(message) : failure instanceof AccessRefusedException;
        message.removeHeaders("*");
        message.setBody(new EndedAttempt(dispatch, outcome, Duration.ofNanos(System.nanoTime() - sentAt), reached));
    }

    /** What stands before an issuer says 503 for it when it is not there. */
    private static boolean isUnavailable(Message message) {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return status != null && status == UNAVAILABLE;
    }

    private Outcome read(Dispatch dispatch, Message message) {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        String retryAfter = message.getHeader("Retry-After", String.class);
        byte[] body = message.getBody(byte[].class);
        IssuerAnswer answer =
                status == null ? IssuerAnswer.ofMessage(body) : new IssuerAnswer(status, retryAfter, body);
        UUID requestId = dispatch.card().issuerRequestId();
        return dispatch.purpose() == Dispatch.Purpose.ATTEMPT
                ? answers.read(dispatch.pack(), requestId, answer)
                : answers.readInquiry(dispatch.pack(), requestId, answer);
    }

    private Outcome silence(Exception failure) {
        if (failure instanceof NotSentException) {
            return answers.forFailure(false, failure.getMessage());
        }
        if (failure instanceof AccessRefusedException) {
            return Outcome.notProcessed(new Reason(ReasonCode.ISSUER_ACCESS, failure.getMessage()), null);
        }
        // Whatever else went wrong, a byte may have left.
        return answers.forFailure(true, failure instanceof AnswerLostException ? failure.getMessage() : "no answer");
    }
}
