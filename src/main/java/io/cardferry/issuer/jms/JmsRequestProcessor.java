package io.cardferry.issuer.jms;

import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.IssuerMessage;
import io.cardferry.issuer.IssuerRequestProcessor;
import io.cardferry.issuer.JmsTransport;
import io.cardferry.outbound.NotSentException;
import jakarta.jms.Session;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.MessageCreatedStrategy;

/**
 * Makes a request of a rendered message: its body, its correlation id, and nothing else, for whatever is a header would be
 * a property on the wire. The queue for replies, the expiry and the delivery mode are the route's.
 *
 * <p>Camel also tells it when there is a connection, and the JMS message is made: until then certainly nothing has left.
 */
public final class JmsRequestProcessor implements Processor, MessageCreatedStrategy {

    /** The exchange property that holds the {@link AwaitedReply}. */
    static final String AWAITED = "awaitedReply";

    private static final String CORRELATION_ID = "JMSCorrelationID";

    private final AwaitedReplies replies;

    public JmsRequestProcessor(AwaitedReplies replies) {
        this.replies = replies;
    }

    @Override
    public void process(Exchange exchange) throws NotSentException {
        Message message = exchange.getMessage();
        Dispatch dispatch = IssuerRequestProcessor.begin(exchange, JmsTransport.TYPE);
        AwaitedReply awaited = replies.expect(dispatch);
        exchange.setProperty(AWAITED, awaited);
        message.removeHeaders("*");
        message.setHeader(CORRELATION_ID, awaited.correlationId().toString());
        message.setBody(body(dispatch.message()));
    }

    /** A TextMessage, but of what is no text. */
    private static Object body(IssuerMessage rendered) {
        byte[] bytes = rendered.body();
        return rendered.charset()
                .<Object>map(charset -> new String(bytes, charset))
                .orElse(bytes);
    }

    @Override
    public void onMessageCreated(jakarta.jms.Message made, Session session, Exchange exchange, Throwable cause) {
        try {
            exchange.getProperty(AWAITED, AwaitedReply.class).leave();
        } catch (NotSentException tooLate) {
            throw new UncheckedIOException(tooLate);
        }
    }
}
