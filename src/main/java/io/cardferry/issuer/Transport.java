package io.cardferry.issuer;

import java.time.Duration;
import java.util.Optional;

/** How an issuer is reached. */
public sealed interface Transport permits HttpTransport, TcpTransport, JmsTransport {

    /** As {@code issuer.yaml} writes it: {@code http}, {@code tcp}, {@code jms}. */
    String type();

    /** The address for people and for the rules of production; empty if it is the hub's own broker. */
    Optional<String> address();

    /** Until the connection, TLS included, stands; 1 ms to 5 min. */
    Duration connectTimeout();

    /** From sending to the last byte of the answer; 1 ms to 5 min. */
    Duration responseTimeout();
}
