package io.cardferry.outbound.tcp;

import java.util.Optional;

/**
 * What becomes of messages that come from a host. {@link #late} and {@link #unmatched} are called on threads that may
 * wait, one message at a time or several.
 *
 * @param <T> what an exchange was about
 */
public interface TcpAnswers<T> {

    /**
     * By what an answer is matched. Called on the event loop of all connections of the host: it must not wait.
     *
     * @param frame a message, without its length
     * @return empty if it is unreadable, or has none; throwing is the same
     */
    Optional<String> keyOf(byte[] frame);

    /**
     * What the host must learn in the order in which it was sent: a message that was given up may still lie in the system when
     * the network is away, and must not come behind a later one about the same. It goes over the same connection, as long as
     * that stands. Called on the event loop: it must not wait.
     *
     * @return empty if no harm is done
     */
    Optional<String> subjectOf(T about);

    /** An answer came whose exchange had ended without one, or had one already. */
    void late(T about, byte[] frame);

    /** A message came that is no answer to anything that this link sent and still knows, or it is unreadable. */
    void unmatched(byte[] frame);
}
