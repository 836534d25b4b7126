package io.cardferry.intake;

import io.cardferry.registration.SearchCriteria;
import java.util.Objects;
import java.util.UUID;

/**
 * A search as it came in, read and checked.
 *
 * @param criteria what is looked for
 * @param before where the page before this one ended, or {@code null} for the first
 * @param limit the most registrations that the page may hold
 */
public record SearchRequest(SearchCriteria criteria, UUID before, int limit) {

    /** The most that a page may hold. */
    public static final int LIMIT_MAX = 200;

    public SearchRequest {
        Objects.requireNonNull(criteria, "criteria");
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a page holds 1 to " + LIMIT_MAX + " registrations, not " + limit);
        }
    }
}
