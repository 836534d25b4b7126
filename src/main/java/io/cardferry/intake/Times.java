package io.cardferry.intake;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as the API writes and reads them (RFC 3339). */
public final class Times {

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** java.time alone would let a time without seconds pass. What is finer than nanoseconds is in no group: cut. */
    private static final Pattern RFC_3339 = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})(?:(\\.\\d{1,9})\\d*)?(Z|[+-]\\d{2}:\\d{2})",
            Pattern.CASE_INSENSITIVE);

    private Times() {}

    /** In UTC with milliseconds, e.g. {@code 2026-11-22T10:15:00.123Z}; {@code null} for {@code null}. */
    public static String write(Instant instant) {
        return instant == null ? null : MILLIS.format(instant);
    }

    /** Reads a time with seconds and offset, or says that it is none; what is finer than nanoseconds is cut. */
    static Optional<Instant> read(String text) {
        Matcher matcher = RFC_3339.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            String fraction = matcher.group(2) == null ? "" : matcher.group(2);
            String parseable = (matcher.group(1) + fraction + matcher.group(3)).toUpperCase(Locale.ROOT);
            Instant instant = OffsetDateTime.parse(parseable).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            // With an offset, the first and last hours of RFC 3339 lie outside of it in UTC.
            return year < 0 || year > 9999 ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
