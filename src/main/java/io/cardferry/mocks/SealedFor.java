package io.cardferry.mocks;

/** For whose key the wallets seal a card. */
public enum SealedFor {
    /** The mock issuers', who share one. */
    ISSUER,
    /** The hub's, as it publishes it. */
    HUB
}
