package io.cardferry.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The innermost step of a call, once a connection stands: sends the request and reads the whole answer before a
 * deadline. The client's own timeout is per read; an answer that drips would hold a thread for as long as it likes.
 */
final class AnswerDeadline implements ExecChainHandler {

    private final Duration responseTimeout;
    private final int answerBytes;
    private final ScheduledExecutorService clock;

    AnswerDeadline(HttpLimits limits, ScheduledExecutorService clock) {
        this.responseTimeout = limits.responseTimeout();
        this.answerBytes = limits.answerBytes();
        this.clock = clock;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException {
        ConnectDeadline.met(scope);
        SendingWatch.sendingBegins(scope);
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = clock.schedule(
                () -> {
                    late.set(true);
                    // Closes the connection under the reader, who then fails.
                    scope.execRuntime.discardEndpoint();
                },
                responseTimeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            readWhole(response, scope);
            // The client gives the connection back at the end of a streamed answer; this one is not streamed any more.
            scope.execRuntime.releaseEndpoint();
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            scope.execRuntime.discardEndpoint();
            if (e instanceof AnswerLostException lost) {
                throw lost;
            }
            boolean timedOut = late.get() || e instanceof SocketTimeoutException;
            throw new AnswerLostException(timedOut ? "response timeout" : "connection lost", timedOut, e);
        } finally {
            deadline.cancel(false);
        }
    }

    private void readWhole(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return;
        }
        try (InputStream content = entity.getContent()) {
            byte[] answer = content.readNBytes(answerBytes + 1);
            if (answer.length > answerBytes) {
                // Before the content is closed: closing it would read the rest.
                scope.execRuntime.discardEndpoint();
                throw new AnswerLostException("answer of more than " + answerBytes + " bytes", false, null);
            }
            ContentType type = ContentType.parseLenient(entity.getContentType());
            response.setEntity(new ByteArrayEntity(answer, type));
        }
    }
}
