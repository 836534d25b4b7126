package io.cardferry.mocks;

/** What a mock issuer says about a card; {@code mocks/accounts.yaml} gives each card one. */
public enum Decision {
    /** Registers the card. */
    APPROVE,
    /** Says no. */
    DECLINE,
    /** Registers the card, once the cardholder is verified. */
    VERIFY
}
