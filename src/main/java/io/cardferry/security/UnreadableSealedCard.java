package io.cardferry.security;

/** A sealed card can't be opened. The message says why, for people; it holds nothing of the content, and has no cause. */
public final class UnreadableSealedCard extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableSealedCard(String why) {
        super(why);
    }
}
