package io.cardferry.outbound;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;

/**
 * The step around connecting: a connection, TLS included, stands before a deadline. The client's own timeout is per read;
 * a handshake that drips would hold a thread for as long as it likes.
 */
final class ConnectDeadline implements ExecChainHandler {

    private static final String CONNECTING = "cardferry.connecting";

    private final Duration connectTimeout;
    private final ScheduledExecutorService clock;

    ConnectDeadline(HttpLimits limits, ScheduledExecutorService clock) {
        this.connectTimeout = limits.connectTimeout();
        this.clock = clock;
    }

    /** The connection stands. */
    static void met(ExecChain.Scope scope) {
        if (scope.clientContext.getAttribute(CONNECTING) instanceof ScheduledFuture<?> deadline) {
            deadline.cancel(false);
        }
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = clock.schedule(
                () -> {
                    late.set(true);
                    // Closes the socket under the handshake, which then fails.
                    scope.execRuntime.discardEndpoint();
                },
                connectTimeout.toMillis(),
                TimeUnit.MILLISECONDS);
        scope.clientContext.setAttribute(CONNECTING, deadline);
        try {
            return chain.proceed(request, scope);
        } catch (AnswerLostException | NotSentException | ConnectionRequestTimeoutException e) {
            throw e;
        } catch (IOException | HttpException | RuntimeException e) {
            if (late.get()) {
                throw new NotSentException("connect timeout", e);
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }
}
