package io.cardferry.issuer.layout;

/** Bytes are no message of the layout. The text holds nothing of them. */
public final class UnreadableMessage extends RuntimeException {

    UnreadableMessage(String what) {
        super(what);
    }
}
