package io.cardferry.outbound.tcp;

import io.cardferry.outbound.AnswerLostException;
import io.cardferry.outbound.NotSentException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A message that was given to a link, and its end. */
public interface TcpCall {

    /**
     * The answer, without its length; fails with {@link NotSentException} if certainly not a byte of the message left, within
     * the connect timeout, and with {@link AnswerLostException} otherwise, within the response timeout after. What hangs on
     * it runs on the event loop: it must not wait.
     */
    CompletableFuture<byte[]> end();

    /** When it was sent, by {@link System#nanoTime()}; empty if it was not, or not yet. */
    OptionalLong sentAtNanos();
}
