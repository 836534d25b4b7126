package io.cardferry.mocks;

/** The language of a mock issuer: what it reads of a request, and how it says what it has to say. */
interface IssuerWords {

    Format format();

    /**
     * What the request asks for.
     *
     * @param idempotencyKey the header; {@code null} if there was none
     */
    CardRequest read(byte[] body, String idempotencyKey);

    /** @param token names the token; may be empty, and stands only where the decision has one */
    MockAnswer decided(Decision decision, String requestId, String token);

    /** The message is wrong. */
    MockAnswer refused(String requestId, String problem);

    /** Nothing was done, and it may come again. */
    MockAnswer putOff(String requestId);

    /** A token reference that was never given before. */
    String newToken();
}
