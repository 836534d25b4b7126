package io.cardferry.registration;

import java.util.Objects;
import java.util.Optional;

/**
 * What a replay of a dead letter does, or would do.
 *
 * @param deadLetter as it stands
 * @param action what is done first
 * @param conflict why it can't be done now, if it can't
 */
public record Replay(DeadLetter deadLetter, Action action, Optional<DeadLetterConflict> conflict) {

    /** What a replay begins with. */
    public enum Action {
        /** The card sources are asked again, and the registration goes on from there. */
        START_OVER,
        /** The card's message is made and sent; it never was. */
        SUBMIT,
        /** The card is sent once more: the same request id, the same bytes. */
        SEND_AGAIN,
        /** The issuer is asked what became of the card. */
        INQUIRE,
        /** The card is read anew from its source and sent under a new request id. */
        REFRESH
    }

    public Replay {
        Objects.requireNonNull(deadLetter, "deadLetter");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(conflict, "conflict");
    }
}
