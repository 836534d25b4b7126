package io.cardferry.security;

import java.time.Instant;

/**
 * A key of the keystore as people may see it.
 *
 * @param kid the name that sealed texts know it by: of a card key the RFC 7638 thumbprint, of a data key its alias
 * @param alias its name in the keystore
 * @param kind what it is for
 * @param madeAt when it was made
 * @param inForce whether it still seals: of card keys those that are published, of data keys the newest. Others only open
 */
public record ListedKey(String kid, String alias, Kind kind, Instant madeAt, boolean inForce) {

    /** What a key is for. */
    public enum Kind {
        /** RSA: sources seal cards for it. */
        CARD,
        /** AES: the hub seals with it what its ledger keeps. */
        DATA
    }
}
