package io.cardferry.outbound.tcp;

import java.util.Optional;

/** What has ended, and whether an answer has come. Any of the later ones may be the decision. */
final class Ended<T> {

    private final Optional<T> about;
    private boolean wasAnswered;

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

    /** Empty for an echo. */
    Optional<T> about() {
        return about;
    }

    /** Whether the answer that has come is the first one ever: it may be the only word that there will be. */
    boolean isTheFirstAnswer() {
        boolean isFirst = !wasAnswered;
        wasAnswered = true;
        return isFirst;
    }
}
