package io.cardferry.intake.door;

import java.time.Duration;

/**
 * What a door bears. Everything that a caller can make it hold is bounded.
 *
 * @param connections open at once; beyond it new ones wait unaccepted in the system's queue
 * @param openRequests being received, worked on or waited for at once; beyond it 429 {@code too-many-requests}
 * @param headerBytes of the request line and headers together; beyond it 431 {@code headers-too-large}
 * @param bodyBytes of a request's body; beyond it 413 {@code payload-too-large}
 * @param idle how long nothing may happen on a connection
 * @param bodyArrival how long a body may take to arrive, however steadily it drips
 * @param routeTime how long a route may take; longer than the longest wait that a caller can ask for
 * @param stop how long running requests may take when the door closes
 */
public record DoorLimits(
        int connections,
        int openRequests,
        int headerBytes,
        int bodyBytes,
        Duration idle,
        Duration bodyArrival,
        Duration routeTime,
        Duration stop) {

    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(30);

    /** The limits of the hub's own door. */
    public static final DoorLimits STANDARD = new DoorLimits(
            2048,
            1024,
            8 * 1024,
            64 * 1024,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5));

    /** The same limits with another one for bodies. */
    public DoorLimits withBodyBytes(int bytes) {
        return new DoorLimits(connections, openRequests, headerBytes, bytes, idle, bodyArrival, routeTime, stop);
    }

    /** The same limits for routes that wait for so long, and then still have to answer. */
    public DoorLimits withLongestWait(Duration wait) {
        Duration withAnswer = wait.plus(TIME_TO_ANSWER);
        return new DoorLimits(connections, openRequests, headerBytes, bodyBytes, idle, bodyArrival, withAnswer, stop);
    }
}
