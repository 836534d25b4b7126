package io.cardferry.issuer;

import io.cardferry.mapping.MappingFailed;

/** What only this package can make, for tests of the routes. */
public final class IssuerFailures {

    private IssuerFailures() {}

    public static MappingFailed mappingFailed() {
        return new MappingFailed("request.jslt:3", "no such function");
    }

    public static UnsupportedIssuer unsupportedIssuer() {
        return new UnsupportedIssuer("aurora");
    }
}
