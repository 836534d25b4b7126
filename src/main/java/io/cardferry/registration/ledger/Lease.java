package io.cardferry.registration.ledger;

import java.time.Duration;
import java.util.Objects;

/**
 * Who works on a row, and for how long nobody else may.
 *
 * @param owner names this process, up to 64 characters
 * @param duration how long a lease lasts, by the database's clock; at least a second
 * @param grace how long after its end nobody takes over yet: what was sent before may still be answered
 */
public record Lease(String owner, Duration duration, Duration grace) {

    public Lease {
        Objects.requireNonNull(owner, "owner");
        if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace is not negative");
        }
        if (duration.toMillis() < 1000) {
            throw new IllegalArgumentException("a lease lasts at least a second");
        }
    }
}
