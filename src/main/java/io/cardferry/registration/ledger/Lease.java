package io.cardferry.registration.ledger;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Who works on a row, and for how long nobody else may.
 *
 * @param owner names this process, up to 64 characters
 * @param duration how long a lease lasts, by the database's clock; at least a second
 * @param graceNow how long after its end nobody takes over yet: what was sent before may still be answered. May grow
 */
public record Lease(String owner, Duration duration, Supplier<Duration> graceNow) {

    public Lease {
        Objects.requireNonNull(owner, "owner");
        if (graceNow.get().isNegative()) {
            throw new IllegalArgumentException("a grace is not negative");
        }
        if (duration.toMillis() < 1000) {
            throw new IllegalArgumentException("a lease lasts at least a second");
        }
    }

    /** A lease with a grace that stays as it is. */
    public Lease(String owner, Duration duration, Duration grace) {
        this(owner, duration, () -> grace);
    }

    Duration grace() {
        return graceNow.get();
    }
}
