package io.cardferry.issuer;

/** What the issuer does with a request id that it has seen already. */
public enum Repeat {
    /** It gives the first answer again. */
    SAFE,
    /** It may register the card twice: nothing is sent again while the outcome is unknown. */
    NEVER
}
