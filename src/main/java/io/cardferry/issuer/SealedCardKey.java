package io.cardferry.issuer;

/** For whose key the cards of an issuer are sealed. */
public enum SealedCardKey {
    /** The issuer's: the sealed card is passed on unopened. */
    ISSUER,
    /** The hub's: it is opened in memory, for the moment in which the message is made. */
    HUB
}
