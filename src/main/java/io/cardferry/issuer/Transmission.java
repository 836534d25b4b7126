package io.cardferry.issuer;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When, and under which number, a message is sent for the first time.
 *
 * @param at what the message says of it; its fraction of a second is left out
 * @param traceNumber the systems trace audit number (ISO 8583, field 11) as six digits; empty if the format has no use for it
 */
public record Transmission(Instant at, Optional<String> traceNumber) {

    public Transmission {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(traceNumber, "traceNumber");
    }
}
