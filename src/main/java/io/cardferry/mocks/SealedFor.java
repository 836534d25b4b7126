package io.cardferry.mocks;

import java.util.Set;

/** For whose key the wallets seal a card. */
public enum SealedFor {
    /** The mock issuers', who share one. */
    ISSUER,
    /** The hub's, as it publishes it. */
    HUB;

    private static final Set<String> OPENED_BY_THE_HUB = Set.of("cumulus", "delta");

    /** As this mock issuer wants it. */
    static SealedFor by(String issuer) {
        return OPENED_BY_THE_HUB.contains(issuer) ? HUB : ISSUER;
    }
}
