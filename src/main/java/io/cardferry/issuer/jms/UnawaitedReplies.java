package io.cardferry.issuer.jms;

import io.cardferry.issuer.IssuerPack;

/** What becomes of a reply that nobody in this hub waits for (any more). */
public interface UnawaitedReplies {

    /**
     * Records what it says about the card that it names.
     *
     * @return false if it names no card of this issuer's, or can't be read
     * @throws io.cardferry.registration.ledger.LedgerUnavailableException if it can't be recorded now
     */
    boolean record(IssuerPack pack, byte[] reply);

    /** Tells of one that belongs to nothing that the hub knows. */
    void unmatched(IssuerPack pack);
}
