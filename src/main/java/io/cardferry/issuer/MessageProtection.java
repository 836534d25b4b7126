package io.cardferry.issuer;

import io.cardferry.security.EncryptionKey;
import java.util.Optional;

/**
 * How a pack's messages are protected, beside what its transport does.
 *
 * @param key to which they are sealed, or empty if they are not
 * @param keyFromOutside the bytes of the key's file, if it is none of the pack's own
 */
record MessageProtection(Optional<EncryptionKey> key, Optional<byte[]> keyFromOutside) {

    static final MessageProtection NONE = new MessageProtection(Optional.empty(), Optional.empty());
}
