package io.cardferry.mocks;

/** How a mock issuer treats a card; {@code mocks/accounts.yaml} gives each card one. */
public enum Behaviour {
    /** Registers the card. */
    APPROVE,
    /** Says no. */
    DECLINE,
    /** Wants the cardholder verified. */
    VERIFY,
    /** Calls the message wrong: aurora with 400, borealis with the result 30. */
    REFUSE,
    /** Does nothing and says so: aurora with 503, borealis with the result 91. */
    BUSY,
    /** Does nothing and answers 500. */
    CRASH,
    /** Registers the card and answers 500. */
    LOSE_ANSWER,
    /** Registers the card and answers late. */
    SLOW;

    /** Whether a number of attempts may be given after which the fault is over. */
    boolean passes() {
        return this == BUSY || this == CRASH;
    }
}
