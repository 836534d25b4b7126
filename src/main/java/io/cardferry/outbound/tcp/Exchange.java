package io.cardferry.outbound.tcp;

import io.cardferry.outbound.AnswerLostException;
import io.cardferry.outbound.NotSentException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A message that somebody wants an answer to. */
final class Exchange<T> implements Waiting<T>, TcpCall {

    private final byte[] message;
    private final String key;
    private final T about;
    private final long sendUntilNanos;
    private final CompletableFuture<byte[]> end = new CompletableFuture<>();
    private volatile OptionalLong sentAtNanos = OptionalLong.empty();

    Exchange(byte[] message, String key, T about, long sendUntilNanos) {
        this.message = Objects.requireNonNull(message, "message");
        this.key = Objects.requireNonNull(key, "key");
        this.about = Objects.requireNonNull(about, "about");
        this.sendUntilNanos = sendUntilNanos;
    }

    @Override
    public CompletableFuture<byte[]> end() {
        return end;
    }

    @Override
    public OptionalLong sentAtNanos() {
        return sentAtNanos;
    }

    boolean isTooLateToSend() {
        return System.nanoTime() - sendUntilNanos > 0;
    }

    void notSent(NotSentException why) {
        end.completeExceptionally(why);
    }

    void notSent(String why) {
        notSent(new NotSentException(why, null));
    }

    @Override
    public byte[] message() {
        return message;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Optional<T> about() {
        return Optional.of(about);
    }

    @Override
    public void sent() {
        sentAtNanos = OptionalLong.of(System.nanoTime());
    }

    @Override
    public boolean answered(byte[] frame) {
        return end.complete(frame);
    }

    @Override
    public void timedOut() {
        end.completeExceptionally(new AnswerLostException("response timeout", true, null));
    }

    @Override
    public void lost(String reason) {
        end.completeExceptionally(new AnswerLostException("connection lost: " + reason, false, null));
    }
}
