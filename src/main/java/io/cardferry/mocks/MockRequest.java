package io.cardferry.mocks;

/**
 * A card registration request as a mock issuer understood it.
 *
 * @param requestId the request id, or {@code null} if there was none
 * @param behaviour how it is treated
 * @param problem with REFUSE: what is wrong with it; else {@code null}
 */
public record MockRequest(String requestId, Behaviour behaviour, String problem) {

    static MockRequest refused(String requestId, String problem) {
        return new MockRequest(requestId, Behaviour.REFUSE, problem);
    }
}
