package io.cardferry.source;

import io.cardferry.registration.Account;
import io.cardferry.registration.Registration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes the request to one card source of a registration: its path and headers, and nothing else (docs/sources.md). */
public final class SourceRequestProcessor implements Processor {

    /** The exchange property that holds the registration while its source is asked. */
    static final String REGISTRATION = "registration";

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
        Registration registration = message.getBody(Registration.class);
        exchange.setProperty(REGISTRATION, registration);
        exchange.setProperty(ASKED_AT, System.nanoTime());
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        Account account = registration.request().account();
        message.setHeader(Exchange.HTTP_PATH, path.path(account.id()));
        if (path.query(account.id()) != null) {
            message.setHeader(Exchange.HTTP_RAW_QUERY, path.query(account.id()));
        }
        message.setHeader("Accept", "application/json");
        message.setHeader("X-Request-Id", registration.registrationId().toString());
        message.setHeader("traceparent", registration.traceparent());
        if (account.assertion() != null) {
            message.setHeader("X-Account-Assertion", account.assertion());
        }
        message.setBody(null);
    }
}
