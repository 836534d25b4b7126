package io.cardferry.source;

import io.cardferry.registration.SourceQuestion;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes the request to a card source of a {@link SourceQuestion}: its path and headers, and nothing else (docs/sources.md). */
public final class SourceRequestProcessor implements Processor {

    /** The exchange property that holds the question while a source is asked. */
    static final String QUESTION = "question";

    /** The exchange property that holds when the request went out, by {@link System#nanoTime()}. */
    static final String ASKED_AT = "askedAt";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        SourceQuestion question = message.getBody(SourceQuestion.class);
        exchange.setProperty(QUESTION, question);
        exchange.setProperty(ASKED_AT, System.nanoTime());
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        message.setHeader(Exchange.HTTP_PATH, AccountPath.of(question.account().id()));
        message.setHeader("Accept", "application/json");
        message.setHeader("X-Request-Id", question.requestId().toString());
        message.setHeader("traceparent", question.traceparent());
        String assertion = question.account().assertion();
        if (assertion != null) {
            message.setHeader("X-Account-Assertion", assertion);
        }
        message.setBody(null);
    }
}
