package io.cardferry.commands;

import io.cardferry.configuration.Durations;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** A time as people say it: at which instant, or how long ago. */
final class Since {

    private Since() {}

    /**
     * @param text RFC 3339 such as {@code 2026-11-22T10:15:00Z}, or a duration before now such as {@code 90m}
     * @throws IllegalArgumentException if it is neither
     */
    static Instant of(String text, Instant now) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            return now.minus(Durations.parse(text));
        }
    }
}
