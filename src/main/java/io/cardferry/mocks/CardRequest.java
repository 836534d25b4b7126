package io.cardferry.mocks;

/**
 * A card registration request as a mock issuer read it. What it could not read is empty.
 *
 * @param requestId the request id
 * @param accountId whose card it is
 * @param deviceId where the card goes
 * @param cardRef which card
 * @param sealedCard the card, sealed
 * @param problem what is wrong with the message, or {@code null}
 */
record CardRequest(
        String requestId, String accountId, String deviceId, String cardRef, String sealedCard, String problem) {

    static CardRequest refused(String requestId, String problem) {
        return new CardRequest(requestId, "", "", "", "", problem);
    }
}
