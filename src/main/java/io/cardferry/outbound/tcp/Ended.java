package io.cardferry.outbound.tcp;

import java.util.Optional;

/** What has ended, and how many answers have come since then. */
final class Ended<T> {

    /** One may be a decision that comes late, another one that contradicts it; a host that goes on is out of its mind. */
    private static final int HANDED_ON_MAX = 5;

    private final Optional<T> about;
    private final boolean wasAnswered;
    private int came;

    private Ended(Optional<T> about, boolean wasAnswered) {
        this.about = about;
        this.wasAnswered = wasAnswered;
    }

    static <T> Ended<T> answered(Waiting<T> waiting) {
        return new Ended<>(waiting.about(), true);
    }

    static <T> Ended<T> unanswered(Waiting<T> waiting) {
        return new Ended<>(waiting.about(), false);
    }

    /** Whether the next answer to it is the first one ever: it may be the only word that there will be. */
    boolean isStillToBeAnswered() {
        return !wasAnswered && came == 0;
    }

    /** An answer to it has come. Empty for an echo, and if enough answers to it have come. */
    Optional<T> another() {
        return ++came <= HANDED_ON_MAX ? about : Optional.empty();
    }
}
