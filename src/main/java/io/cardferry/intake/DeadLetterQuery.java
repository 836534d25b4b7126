package io.cardferry.intake;

import io.cardferry.registration.DeadLetterCriteria;
import java.util.Objects;
import java.util.UUID;

/**
 * Which page of the waiting dead letters somebody wants to see.
 *
 * @param criteria which of them
 * @param before where the page before this one ended, or {@code null} for the first
 * @param limit the most that the page may hold
 */
public record DeadLetterQuery(DeadLetterCriteria criteria, UUID before, int limit) {

    /** The most that a page may hold. */
    public static final int LIMIT_MAX = 200;

    public DeadLetterQuery {
        Objects.requireNonNull(criteria, "criteria");
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a page holds 1 to " + LIMIT_MAX + " dead letters, not " + limit);
        }
    }
}
