package io.cardferry.source;

import io.cardferry.outbound.AnswerLostException;
import io.cardferry.registration.SourceQuestion;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes a {@link TimedAnswer} of what one card source answered, or of its not answering. */
public final class SourceAnswerProcessor implements Processor {

    private final CardSource source;
    private final CardListReader lists;

    public SourceAnswerProcessor(CardSource source, CardListReader lists) {
        this.source = source;
        this.lists = lists;
    }

    @Override
    public void process(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        SourceAnswer answer = failure == null ? read(exchange) : silence(failure);
        long askedAt = exchange.getProperty(SourceRequestProcessor.ASKED_AT, Long.class);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(new TimedAnswer(answer, Duration.ofNanos(System.nanoTime() - askedAt)));
    }

    private SourceAnswer read(Exchange exchange) {
        SourceQuestion question = exchange.getProperty(SourceRequestProcessor.QUESTION, SourceQuestion.class);
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        byte[] body = message.getBody(byte[].class);
        return lists.read(source, question.account().id(), status, body == null ? new byte[0] : body);
    }

    private SourceAnswer silence(Exception failure) {
        if (failure instanceof AnswerLostException lost && lost.isLate()) {
            return SourceAnswer.late(source);
        }
        // Only our own exceptions have messages without data.
        boolean ours = failure.getClass().getPackage().equals(AnswerLostException.class.getPackage());
        return SourceAnswer.failed(source, ours ? failure.getMessage() : "no usable answer");
    }
}
