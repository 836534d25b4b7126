package io.cardferry.mocks;

/**
 * A card registration request, or an inquiry about one, as a mock issuer read it. What it could not read is empty.
 *
 * @param requestId the request id
 * @param accountId whose card it is
 * @param deviceId where the card goes
 * @param cardRef which card; where no message says that, it is known once the card was looked up
 * @param sealedCard the card, sealed; empty if it came in the clear
 * @param clearCard the card in the clear, or {@code null}
 * @param envelope what an answer must repeat, so that its receiver finds the request; empty where the connection says that
 * @param problem what is wrong with the message, or {@code null}
 */
record CardRequest(
        String requestId,
        String accountId,
        String deviceId,
        String cardRef,
        String sealedCard,
        ClearCard clearCard,
        String envelope,
        String problem) {

    /** Of an issuer that gets its cards sealed, and answers where it was called. */
    static CardRequest sealed(String requestId, String accountId, String deviceId, String cardRef, String sealedCard) {
        return new CardRequest(requestId, accountId, deviceId, cardRef, sealedCard, null, "", null);
    }

    /** Of an issuer that gets its cards in the clear. */
    static CardRequest clear(String requestId, String accountId, String deviceId, ClearCard card, String envelope) {
        return new CardRequest(requestId, accountId, deviceId, "", "", card, envelope, null);
    }

    /** An inquiry, which names nothing but the request. */
    static CardRequest inquiry(String requestId, String envelope) {
        return new CardRequest(requestId, "", "", "", "", null, envelope, null);
    }

    static CardRequest refused(String requestId, String envelope, String problem) {
        return new CardRequest(requestId, "", "", "", "", null, envelope, problem);
    }

    CardRequest refused(String reason) {
        return new CardRequest(requestId, accountId, deviceId, cardRef, sealedCard, clearCard, envelope, reason);
    }

    /** The same with this card's reference. */
    CardRequest about(MockCard card) {
        return new CardRequest(requestId, accountId, deviceId, card.ref(), sealedCard, clearCard, envelope, problem);
    }

    /** The same under another request id, or in another envelope. */
    CardRequest under(String anotherRequestId, String anotherEnvelope) {
        return new CardRequest(
                anotherRequestId, accountId, deviceId, cardRef, sealedCard, clearCard, anotherEnvelope, problem);
    }
}
