package io.cardferry.issuer.layout;

/** Bytes are no message of the layout. The text holds nothing of them. */
public final class UnreadableMessage extends RuntimeException {

    private final boolean isOfNoKind;

    UnreadableMessage(String what) {
        this(what, false);
    }

    private UnreadableMessage(String what, boolean isOfNoKind) {
        super(what);
        this.isOfNoKind = isOfNoKind;
    }

    static UnreadableMessage ofNoKind(String what) {
        return new UnreadableMessage(what, true);
    }

    /** Whether it is none of the layout's messages at all, and not one that is other than it should be. */
    public boolean isOfNoKind() {
        return isOfNoKind;
    }
}
