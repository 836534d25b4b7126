package io.cardferry.source;

import io.cardferry.registration.Registration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes the request to a card source of a registration: its path and headers, and nothing else (docs/sources.md). */
public final class SourceRequestProcessor implements Processor {

    /** The exchange property that holds the registration while its source is asked. */
    static final String REGISTRATION = "registration";

    /** The exchange property that holds when the request went out, by {@link System#nanoTime()}. */
    static final String ASKED_AT = "askedAt";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Registration registration = message.getBody(Registration.class);
        exchange.setProperty(REGISTRATION, registration);
        exchange.setProperty(ASKED_AT, System.nanoTime());
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        message.setHeader(
                Exchange.HTTP_PATH,
                AccountPath.of(registration.request().account().id()));
        message.setHeader("Accept", "application/json");
        message.setHeader("X-Request-Id", registration.registrationId().toString());
        message.setHeader("traceparent", registration.traceparent());
        String assertion = registration.request().account().assertion();
        if (assertion != null) {
            message.setHeader("X-Account-Assertion", assertion);
        }
        message.setBody(null);
    }
}
