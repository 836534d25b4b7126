package io.cardferry.registration;

/**
 * Which of the waiting dead letters somebody looks for. What is {@code null} says nothing.
 *
 * @param issuer the card's issuer
 * @param inDoubt whether the issuer may have processed it
 * @param reason why it was given up
 */
public record DeadLetterCriteria(String issuer, Boolean inDoubt, ReasonCode reason) {

    /** Every dead letter that waits. */
    public static final DeadLetterCriteria ANY = new DeadLetterCriteria(null, null, null);
}
