package io.cardferry.issuer;

import io.cardferry.outbound.HttpClients;
import io.cardferry.outbound.NotSentException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Puts a rendered message into an HTTP request as it is: its bytes, the pack's own headers, the trace, and nothing else. */
public final class IssuerRequestProcessor implements Processor {

    /** The exchange property that holds the {@link Dispatch} while its issuer is asked. */
    public static final String DISPATCH = "dispatch";

    /** The exchange property that holds when the request went out, by {@link System#nanoTime()}. */
    public static final String SENT_AT = "sentAt";

    @Override
    public void process(Exchange exchange) throws NotSentException {
        Message message = exchange.getMessage();
        Dispatch dispatch = begin(exchange, HttpTransport.TYPE);
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

    /**
     * The first step of every transport: notes what is sent, and when.
     *
     * @throws NotSentException if the message was made for another transport, which its pack had at that time
     */
    public static Dispatch begin(Exchange exchange, String transport) throws NotSentException {
        Dispatch dispatch = exchange.getMessage().getBody(Dispatch.class);
        exchange.setProperty(DISPATCH, dispatch);
        exchange.setProperty(SENT_AT, System.nanoTime());
        if (!dispatch.message().transport().equals(transport)) {
            throw new NotSentException(
                    "its message was made for transport " + dispatch.message().transport(), null);
        }
        return dispatch;
    }
}
