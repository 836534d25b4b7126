package io.cardferry.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * The outermost step of a call: says of every failure whether a byte of the request may have left. What is not
 * certainly unsent counts as sent.
 */
final class SendingWatch implements ExecChainHandler {

    private static final String SENDING = "cardferry.sending";

    /** From here on a byte may leave. */
    static void sendingBegins(ExecChain.Scope scope) {
        scope.clientContext.setAttribute(SENDING, Boolean.TRUE);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException {
        try {
            return chain.proceed(request, scope);
        } catch (AnswerLostException e) {
            throw e;
        } catch (IOException | HttpException | RuntimeException e) {
            if (scope.clientContext.getAttribute(SENDING) == null) {
                throw new NotSentException(kind(e), e);
            }
            throw new AnswerLostException("unreadable answer", false, e);
        }
    }

    private static String kind(Exception e) {
        if (e instanceof UnknownHostException) {
            return "unknown host";
        }
        if (e instanceof SSLException) {
            return "TLS failure";
        }
        if (e instanceof SocketTimeoutException) {
            return "connect timeout";
        }
        return e instanceof ConnectException ? "connection refused" : "no connection";
    }
}
