package io.cardferry.intake;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The inner end of the intake's way out: makes the response of an {@link HttpAnswer} body, and of nothing else. */
public final class AnswerProcessor implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        HttpAnswer answer = message.getBody(HttpAnswer.class);
        message.removeHeaders("*");
        answer.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        // With its length and not in chunks: the whole answer is here.
        message.setHeader(Exchange.HTTP_CHUNKED, false);
        message.setBody(answer.body());
    }
}
