package io.cardferry.delivery;

import java.time.Duration;
import java.time.Instant;

/** How long issuers were paused: that time ages no card. */
@FunctionalInterface
public interface PausedTime {

    /** How long the issuer was paused between two moments. */
    Duration between(String issuer, Instant from, Instant to);
}
