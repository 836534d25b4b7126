package io.cardferry.registration;

import java.util.Objects;

/**
 * What the issuer's own people said about a card.
 *
 * @param outcome their word
 * @param tokenReference names the token; only with APPROVED, and even there {@code null} if they did not say
 */
public record Resolution(Outcome outcome, String tokenReference) {

    /** What they can say. */
    public enum Outcome {
        APPROVED,
        DECLINED,
        /** The issuer never processed it: the doubt is over, and the dead letter waits to be replayed or discarded. */
        NOT_PROCESSED
    }

    public Resolution {
        Objects.requireNonNull(outcome, "outcome");
        if (tokenReference != null && outcome != Outcome.APPROVED) {
            throw new IllegalArgumentException("only an approval names a token");
        }
    }
}
