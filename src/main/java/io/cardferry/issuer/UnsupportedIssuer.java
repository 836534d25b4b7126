package io.cardferry.issuer;

/** There is no enabled pack for an issuer. */
public final class UnsupportedIssuer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedIssuer(String issuer) {
        super("no enabled pack has the id " + issuer);
    }
}
