package io.cardferry.registration;

/** What one attempt at an issuer came to (docs/adding-an-issuer.md). */
public enum OutcomeClass {
    /** The issuer answered with a decision for this request id. */
    DECIDED("decided"),
    /** Not a byte of the request left the hub. */
    NOT_SENT("not-sent"),
    /** The issuer says that it did not process the request. */
    NOT_PROCESSED("not-processed"),
    /** The issuer may have processed the request, or not. */
    UNKNOWN("unknown"),
    /** The issuer says that our message is wrong. */
    REFUSED("refused");

    private final String word;

    OutcomeClass(String word) {
        this.word = word;
    }

    /** The word that the API, the metrics and {@code issuer.yaml} use. */
    public String word() {
        return word;
    }
}
