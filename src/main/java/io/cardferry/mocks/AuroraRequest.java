package io.cardferry.mocks;

/**
 * A card registration request as aurora understood it.
 *
 * @param requestId the request id, or {@code null} if there was none
 * @param behaviour how it is treated
 * @param problem with REFUSE: what is wrong with it; else {@code null}
 */
public record AuroraRequest(String requestId, Behaviour behaviour, String problem) {

    static AuroraRequest refused(String requestId, String problem) {
        return new AuroraRequest(requestId, Behaviour.REFUSE, problem);
    }
}
