package io.cardferry.registration;

/** The closed list of reasons; docs/reasons.md describes each. */
public enum ReasonCode {
    // Of a registration that FAILED
    ACCOUNT_UNKNOWN("account-unknown"),
    NO_CARDS("no-cards"),
    SOURCE_UNAVAILABLE("source-unavailable"),
    // Of a card that was REJECTED
    CARD_NOT_FOUND("card-not-found"),
    CARD_AMBIGUOUS("card-ambiguous"),
    ISSUER_NOT_SUPPORTED("issuer-not-supported"),
    CARD_EXPIRED("card-expired"),
    CARD_SUSPENDED("card-suspended"),
    ALREADY_REGISTERED("already-registered"),
    NOT_REPRESENTABLE("not-representable"),
    SEALED_CARD_MISMATCH("sealed-card-mismatch"),
    // Of a card that was DECLINED
    ISSUER_DECLINED("issuer-declined"),
    // Of a card that waits
    ISSUER_PAUSED("issuer-paused"),
    ISSUER_UNREACHABLE("issuer-unreachable"),
    ISSUER_BUSY("issuer-busy"),
    ISSUER_ACCESS("issuer-access"),
    OUTCOME_UNKNOWN("outcome-unknown"),
    NEVER_SEEN("never-seen"),
    // Of a card that was DEAD_LETTERED
    ISSUER_REFUSED_MESSAGE("issuer-refused-message"),
    MAPPING_FAILED("mapping-failed"),
    RETRIES_EXHAUSTED("retries-exhausted"),
    SEALED_CARD_UNREADABLE("sealed-card-unreadable");

    private final String code;

    ReasonCode(String code) {
        this.code = code;
    }

    /** The code as it stands in the API. */
    public String code() {
        return code;
    }

    /** @throws IllegalArgumentException if no reason has this code */
    public static ReasonCode of(String code) {
        for (ReasonCode reason : values()) {
            if (reason.code.equals(code)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("no reason has the code " + code);
    }
}
