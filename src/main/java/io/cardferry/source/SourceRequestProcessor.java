package io.cardferry.source;

import io.cardferry.registration.Account;
import io.cardferry.registration.SourceQuestion;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes the request to one card source of a {@link SourceQuestion}: its path and headers, and nothing else (docs/sources.md). */
public final class SourceRequestProcessor implements Processor {

    /** The exchange property that holds the question while a source is asked. */
    static final String QUESTION = "question";

    /** The exchange property that holds when the request went out, by {@link System#nanoTime()}. */
    static final String ASKED_AT = "askedAt";

    private final RequestPath path;

    /** @param path where the source is asked */
    public SourceRequestProcessor(RequestPath path) {
        this.path = path;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        SourceQuestion question = message.getBody(SourceQuestion.class);
        exchange.setProperty(QUESTION, question);
        exchange.setProperty(ASKED_AT, System.nanoTime());
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        Account account = question.account();
        message.setHeader(Exchange.HTTP_PATH, path.path(account.id()));
        if (path.query(account.id()) != null) {
            message.setHeader(Exchange.HTTP_RAW_QUERY, path.query(account.id()));
        }
        message.setHeader("Accept", "application/json");
        message.setHeader("X-Request-Id", question.requestId().toString());
        message.setHeader("traceparent", question.traceparent());
        if (account.assertion() != null) {
            message.setHeader("X-Account-Assertion", account.assertion());
        }
        message.setBody(null);
    }
}
