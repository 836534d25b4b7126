package io.cardferry.issuer;

import io.cardferry.mapping.MappingFailed;
import java.util.List;

/** What only this package can make, for tests of the routes. */
public final class IssuerFailures {

    private IssuerFailures() {}

    public static MappingFailed mappingFailed() {
        return new MappingFailed("request.jslt:3", "no such function");
    }

    public static SealedCardMismatch sealedCardMismatch() {
        return new SealedCardMismatch(List.of("last4"));
    }

    public static UnsupportedIssuer unsupportedIssuer() {
        return new UnsupportedIssuer("aurora");
    }
}
