package io.cardferry.issuer;

import io.cardferry.outbound.HttpClients;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Puts a rendered message on the wire as it is: its bytes, the pack's own headers, the trace, and nothing else. */
public final class IssuerRequestProcessor implements Processor {

    /** The exchange property that holds the {@link Dispatch} while its issuer is asked. */
    public static final String DISPATCH = "dispatch";

    /** The exchange property that holds when the request went out, by {@link System#nanoTime()}. */
    public static final String SENT_AT = "sentAt";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Dispatch dispatch = message.getBody(Dispatch.class);
        exchange.setProperty(DISPATCH, dispatch);
        exchange.setProperty(SENT_AT, System.nanoTime());
        IssuerMessage rendered = dispatch.message();
        message.removeHeaders("*");
        rendered.headers().forEach(message::setHeader);
        message.setHeader("traceparent", dispatch.registration().traceparent());
        message.setHeader(HttpClients.SEND_UNTIL, Long.toString(dispatch.sendUntilNanos()));
        message.setHeader(Exchange.HTTP_METHOD, rendered.method());
        message.setHeader(Exchange.HTTP_PATH, rendered.path());
        // A GET has no body, and so no type of it.
        boolean hasBody = rendered.body().length > 0;
        message.setHeader(Exchange.CONTENT_TYPE, hasBody ? rendered.contentType() : null);
        message.setBody(hasBody ? rendered.body() : null);
    }
}
