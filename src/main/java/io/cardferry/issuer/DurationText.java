package io.cardferry.issuer;

import io.cardferry.security.SafeText;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as packs write them: {@code 500ms}, {@code 2s}, {@code 15m}, {@code 24h}, {@code 30d}. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    /** No duration of a pack is sensibly longer; it also keeps instants and SQL timestamps in range. */
    private static final Duration MAX = Duration.ofDays(366);

    private DurationText() {}

    /**
     * @param least the shortest that is allowed
     * @param most the longest that is allowed; {@code null} for a year
     * @throws IllegalArgumentException if it is no duration or out of range
     */
    static Duration parse(String text, Duration least, Duration most) {
        Duration longest = most == null ? MAX : most;
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(SafeText.quoted(text)
                    + " is not a duration: a whole number and a unit, as 500ms, 2s, 15m, 24h or 30d");
        }
        Duration duration = Duration.of(Long.parseLong(form.group(1)), UNITS.get(form.group(2)));
        if (duration.compareTo(least) < 0 || duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    text + " is out of range; it is from " + print(least) + " to " + print(longest));
        }
        return duration;
    }

    /** The duration in the largest unit that holds it exactly. */
    public static String print(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long size = UNITS.get(unit).getDuration().toMillis();
            if (millis % size == 0) {
                return millis / size + unit;
            }
        }
        return millis + "ms";
    }
}
