package io.cardferry.mocks;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a mock world is started.
 *
 * @param host the address to listen on
 * @param port of the HTTP mocks; cumulus listens one higher, the mocks' broker two higher. 0: any free ones
 * @param slowAnswer how long a {@code slow} answer takes where its fault does not say
 * @param deltaBroker the broker where delta takes its messages from; empty: one of the mocks' own
 */
public record MockSettings(String host, int port, Duration slowAnswer, Optional<URI> deltaBroker) {

    /** Longer than any response timeout that a hub would have towards an issuer. */
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(30);

    public MockSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(slowAnswer, "slowAnswer");
        Objects.requireNonNull(deltaBroker, "deltaBroker");
    }

    /** On this machine's loopback address only. */
    public static MockSettings on(int port) {
        return new MockSettings("127.0.0.1", port, SLOW_ANSWER, Optional.empty());
    }

    public MockSettings at(String address) {
        return new MockSettings(address, port, slowAnswer, deltaBroker);
    }

    public MockSettings answeringSlowlyAfter(Duration time) {
        return new MockSettings(host, port, time, deltaBroker);
    }

    public MockSettings withDeltaAt(URI broker) {
        return new MockSettings(host, port, slowAnswer, Optional.of(broker));
    }

    /** The port that lies so much higher; any free one if the first is. */
    int port(int higher) {
        return port == 0 ? 0 : port + higher;
    }
}
