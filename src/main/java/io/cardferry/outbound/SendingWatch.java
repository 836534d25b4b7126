package io.cardferry.outbound;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;

/**
 * The outermost step of a call: says of every failure whether a byte of the request may have left. What is not
 * certainly unsent counts as sent.
 */
final class SendingWatch implements ExecChainHandler {

    private static final String SENDING = "cardferry.sending";
    private static final String SEND_UNTIL = "cardferry.send-until";

    /**
     * From here on a byte may leave.
     *
     * @throws NotSentException if it is too late to begin
     */
    static void sendingBegins(ExecChain.Scope scope) throws NotSentException {
        Object until = scope.clientContext.getAttribute(SEND_UNTIL);
        if (until != null && System.nanoTime() - (long) until > 0) {
            throw new NotSentException("no time left to send it", null);
        }
        scope.clientContext.setAttribute(SENDING, Boolean.TRUE);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException {
        Header sendUntil = request.getFirstHeader(HttpClients.SEND_UNTIL);
        if (sendUntil != null) {
            request.removeHeaders(HttpClients.SEND_UNTIL);
            scope.clientContext.setAttribute(SEND_UNTIL, Long.valueOf(sendUntil.getValue()));
        }
        try {
            return chain.proceed(request, scope);
        } catch (AnswerLostException | NotSentException e) {
            throw e;
        } catch (IOException | HttpException | RuntimeException e) {
            if (scope.clientContext.getAttribute(SENDING) == null) {
                throw NotSentException.because(e);
            }
            throw new AnswerLostException("unreadable answer", false, e);
        }
    }
}
