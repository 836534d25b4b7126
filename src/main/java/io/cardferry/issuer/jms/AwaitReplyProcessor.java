package io.cardferry.issuer.jms;

import io.cardferry.issuer.IssuerRequestProcessor;
import io.cardferry.outbound.AnswerLostException;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.ledger.StaleChangeException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Waits for the reply to a request that was sent, or may have been. Leaves the answer, or as the exception caught why there
 * is none.
 */
public final class AwaitReplyProcessor implements Processor {

    private final AwaitedReplies replies;
    private final Predicate<CardRegistration> takenOver;

    /** @param takenOver whether somebody else has done with a card since it was sent; asked once, at the end of a vain wait */
    public AwaitReplyProcessor(AwaitedReplies replies, Predicate<CardRegistration> takenOver) {
        this.replies = replies;
        this.takenOver = takenOver;
    }

    @Override
    public void process(Exchange exchange) {
        AwaitedReply awaited = exchange.getProperty(JmsRequestProcessor.AWAITED, AwaitedReply.class);
        if (awaited == null) {
            // No request was made; why, is the exception caught.
            return;
        }
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        try {
            byte[] answer = await(awaited, Optional.ofNullable(failure));
            exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
            message.setBody(answer);
        } catch (IOException none) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, none);
            message.setBody(null);
        } finally {
            replies.forget(awaited);
            exchange.setProperty(IssuerRequestProcessor.SENT_AT, awaited.sentAtNanos());
        }
    }

    private byte[] await(AwaitedReply awaited, Optional<Exception> failure) throws IOException {
        Optional<IOException> notTaken = failure.flatMap(why -> SendFailure.certainlyNotTaken(why, awaited.hasLeft()));
        if (notTaken.isPresent()) {
            throw notTaken.get();
        }
        try {
            // Also if the broker did not say that it has it: the issuer may have it, and answer.
            return awaited.await();
        } catch (TimeoutException none) {
            if (takenOver.test(awaited.about().card())) {
                throw new StaleChangeException("card registration "
                        + awaited.about().card().cardRegistrationId() + " was settled by somebody else");
            }
            String words = failure.isPresent() ? "connection to the broker lost, and no reply" : "no reply in time";
            throw new AnswerLostException(words, failure.isEmpty(), none);
        }
    }
}
