package io.cardferry.issuer;

import java.util.List;

/** A sealed card holds another card than its source lists. The message names the fields, and never a value. */
public final class SealedCardMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param fields what differs, at least one */
    SealedCardMismatch(List<String> fields) {
        super("the sealed card does not agree with the card list in " + String.join(", ", fields));
    }
}
