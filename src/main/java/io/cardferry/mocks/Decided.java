package io.cardferry.mocks;

/**
 * What a mock issuer decided about a request id, for ever.
 *
 * @param decision what
 * @param token names the token; empty: none, although the decision may need one
 */
record Decided(Decision decision, String token) {

    /** A yes. */
    static Decided approved(String token) {
        return new Decided(Decision.APPROVE, token);
    }

    /** What contradicts it. */
    Decided contradicted(String token) {
        return decision == Decision.DECLINE ? approved(token) : new Decided(Decision.DECLINE, "");
    }
}
