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
 */
public record BrokerLimits(Duration connect, int rounds, Duration send, int sessionsPerConnection) {

    /** Of the hub's own traffic: requests that come, and what the outbox tells. */
    public static final BrokerLimits STANDARD = new BrokerLimits(Duration.ofSeconds(5), 2, Duration.ofSeconds(10), 128);

    public BrokerLimits {
        Objects.requireNonNull(connect, "connect");
        Objects.requireNonNull(send, "send");
        if (rounds < 1 || sessionsPerConnection < 1) {
            throw new IllegalArgumentException("a broker is tried at least once, and with one session");
        }
    }
}
