package io.cardferry.intake;

import io.cardferry.registration.DeadLetterCriteria;
import java.util.Objects;

/**
 * An operator wants many dead letters replayed, or to know how many that would be.
 *
 * @param criteria which
 * @param limit how many at most are looked at, the oldest first
 * @param reason why, in the operator's words
 * @param dryRun whether nothing is to be done
 */
public record BulkReplayRequest(DeadLetterCriteria criteria, int limit, String reason, boolean dryRun) {

    /** The most that one request can be about. */
    public static final int LIMIT_MAX = 1000;

    public BulkReplayRequest {
        Objects.requireNonNull(criteria, "criteria");
        Objects.requireNonNull(reason, "reason");
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a bulk replay is of 1 to " + LIMIT_MAX + ", not " + limit);
        }
    }

    /** Prints no reason: people write what they like. */
    @Override
    public String toString() {
        return "BulkReplayRequest[" + limit + "]";
    }
}
