package io.cardferry.registration;

import java.time.Instant;
import java.util.Objects;

/**
 * A time during which nothing was, or is, sent to an issuer, because an operator said so.
 *
 * @param issuer the issuer's id
 * @param from when it began, by the database's clock
 * @param until when it ended, or {@code null} while it lasts
 * @param reason why the issuer was paused, in the operator's words
 */
public record IssuerPause(String issuer, Instant from, Instant until, String reason) {

    public IssuerPause {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(reason, "reason");
    }

    /** Whether it has not ended. */
    public boolean lasts() {
        return until == null;
    }
}
