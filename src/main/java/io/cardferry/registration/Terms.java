package io.cardferry.registration;

import java.time.Instant;
import java.util.Objects;

/**
 * The terms that the cardholder accepted.
 *
 * @param id which terms
 * @param version which version of them
 * @param acceptedAt when they were accepted
 */
public record Terms(String id, String version, Instant acceptedAt) {

    public Terms {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(acceptedAt, "acceptedAt");
    }
}
