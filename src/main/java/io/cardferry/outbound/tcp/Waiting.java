package io.cardferry.outbound.tcp;

import java.util.Optional;

/** What waits for an answer: an exchange, or an echo. Ends once; all on the link's event loop. */
interface Waiting<T> {

    byte[] message();

    String key();

    /** Empty: an echo's answer is of no interest to anybody when it is late. */
    Optional<T> about();

    /** From here on a byte may leave. */
    default void sent() {}

    /** @return whether it still waited for it */
    boolean answered(byte[] frame);

    void timedOut();

    /** @param reason for people, without addresses or data */
    void lost(String reason);
}
