package io.cardferry.outbound.tcp;

import java.util.Objects;

/** Makes the messages that show whether a quiet host is still there. */
@FunctionalInterface
public interface TcpEcho {

    /**
     * A fresh echo. May wait, and may throw: this round is left out then.
     *
     * @see TcpSettings#idleEcho
     */
    Message next();

    /**
     * @param bytes of the message, without its length
     * @param key by which its answer is matched
     */
    record Message(byte[] bytes, String key) {
        public Message {
            Objects.requireNonNull(bytes, "bytes");
            Objects.requireNonNull(key, "key");
        }
    }
}
