package io.cardferry.registration;

/** An operator's action that can't be done to a dead letter as things stand. Nothing was changed. */
public final class DeadLetterConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Kind {
        /** It no longer waits: it was replayed, resolved, discarded, or settled by the issuer. */
        NOT_DEAD_LETTERED,
        /** The issuer may have processed it, and the action would risk, or hide, a second registration. */
        OUTCOME_UNKNOWN,
        /** Another registration of the same card on the same device has taken its place. */
        SUPERSEDED,
        /** What is needed to send it as it was is kept no more. */
        MESSAGE_REMOVED
    }

    private final Kind kind;

    public DeadLetterConflict(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
