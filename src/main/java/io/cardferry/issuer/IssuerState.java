package io.cardferry.issuer;

/** How it stands with an issuer, as this hub sees it (docs/operations.md). */
public enum IssuerState {
    /** Cards are sent. */
    UP,
    /** It refuses us access, or it was out of reach so often that nothing is sent for a while. */
    DEGRADED,
    /** An operator said that nothing is to be sent. */
    PAUSED
}
