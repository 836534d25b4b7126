package io.cardferry.mocks.fault;

/**
 * A call to the mock world, as far as faults are concerned.
 *
 * @param mock the issuer or card source
 * @param place what kind of call it is
 * @param accountId the account, or {@code null} if the mock can't know it
 * @param cardRef the card, or {@code null}
 * @param tookEffect whether its request id took effect before, by the issuer's memory
 */
public record MockCall(String mock, Place place, String accountId, String cardRef, boolean tookEffect) {}
