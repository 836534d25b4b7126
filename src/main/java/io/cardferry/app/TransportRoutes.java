package io.cardferry.app;

import io.cardferry.issuer.IssuerPack;

/** Gives each version of a pack the route that talks to its issuer, over one kind of transport. */
interface TransportRoutes {

    /** Adds the route {@link io.cardferry.issuer.Dispatch#endpointOf}, and what it needs. */
    void add(IssuerPack pack) throws Exception;

    /**
     * Whether an answer may still come that only what {@link #add} made can take, though nobody waits for it any more. For a
     * while only.
     */
    default boolean isOwedAnswers(IssuerPack pack) {
        return false;
    }

    /** Takes away what {@link #add} put there beside the route, which is gone already; does nothing about what is not there. */
    void removed(IssuerPack pack) throws Exception;
}
