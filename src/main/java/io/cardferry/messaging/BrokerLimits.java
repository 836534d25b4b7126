package io.cardferry.messaging;

import java.time.Duration;
import java.util.Objects;

/**
 * How long, and how many.
 *
 * @param connect until one host has taken a connection, TLS included
 * @param rounds how often every host is tried before a connection is given up; 1 or more
 * @param send until the broker has acknowledged what was sent, and until there is a session to send it with
 * @param sessionsPerConnection the most that are open at once
 * @param prefetch how many messages a consumer may have beside the one that it works on; 1 or more: whoever takes few
 *     leaves the rest to other hubs. Not 0: a listener that asks for each one may not end while its broker is silent
 */
public record BrokerLimits(Duration connect, int rounds, Duration send, int sessionsPerConnection, int prefetch) {

    /** Of the hub's own traffic: requests that come, and what the outbox tells. */
    public static final BrokerLimits STANDARD =
            new BrokerLimits(Duration.ofSeconds(5), 2, Duration.ofSeconds(10), 128, 4);

    public BrokerLimits {
        Objects.requireNonNull(connect, "connect");
        Objects.requireNonNull(send, "send");
        if (rounds < 1 || sessionsPerConnection < 1 || prefetch < 1) {
            throw new IllegalArgumentException("a broker is tried at least once, with one session and for one message");
        }
    }
}
