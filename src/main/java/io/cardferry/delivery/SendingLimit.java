package io.cardferry.delivery;

/** What may be done at an issuer now. */
public interface SendingLimit {

    /** How many more cards may be sent to it; 0 while it is paused or its circuit breaker is open. */
    int mayBeSent(String issuer);

    /** Whether it has an inquiry: then something can be done about its cards in doubt although nothing is sent. */
    boolean canBeAsked(String issuer);
}
