package io.cardferry.issuer;

import io.cardferry.outbound.AnswerLostException;
import io.cardferry.outbound.NotSentException;
import io.cardferry.outbound.tcp.TcpCall;
import io.cardferry.outbound.tcp.TcpLink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Sends a rendered message over its issuer's kept connections, and waits for the answer that is matched to it. */
public final class TcpExchangeProcessor implements Processor {

    /** The link keeps its timeouts by itself; this is only so that nothing waits for ever. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final TcpLink<Dispatch> link;
    private final Duration longest;

    /** @param transport of the link */
    public TcpExchangeProcessor(TcpLink<Dispatch> link, TcpTransport transport) {
        this.link = link;
        this.longest =
                transport.connectTimeout().plus(transport.responseTimeout()).plus(MARGIN);
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Dispatch dispatch = IssuerRequestProcessor.begin(exchange, TcpTransport.TYPE);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        // From here on the clear card number in the message is nobody's but the link's.
        message.setBody(null);
        exchange.setProperty(IssuerRequestProcessor.DISPATCH, dispatch.withoutContent());
        IssuerMessage rendered = dispatch.message();
        TcpCall call = link.exchange(
                rendered.body(),
                AnswerMatch.key(rendered.matchedBy()),
                dispatch.withoutContent(),
                dispatch.sendUntilNanos());
        try {
            message.setBody(answerTo(call));
        } finally {
            // The wait for a connection is none for the issuer.
            call.sentAtNanos().ifPresent(sent -> exchange.setProperty(IssuerRequestProcessor.SENT_AT, sent));
        }
    }

    private byte[] answerTo(TcpCall call) throws IOException {
        try {
            return call.end().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException ended) {
            if (ended.getCause() instanceof NotSentException notSent) {
                throw notSent;
            }
            throw ended.getCause() instanceof AnswerLostException lost
                    ? lost
                    : new AnswerLostException("no answer", false, ended.getCause());
        } catch (TimeoutException stuck) {
            throw new AnswerLostException("no answer", true, stuck);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AnswerLostException("stopped while waiting", false, stopping);
        }
    }
}
