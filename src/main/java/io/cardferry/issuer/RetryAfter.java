package io.cardferry.issuer;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** The Retry-After header (RFC 9110 section 10.2.3): delta-seconds or an HTTP-date in its preferred form. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");

    /** Nine digits are some thirty years; whoever asks for more gets that. */
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /** @return how long to wait, 0 or more, or {@code null} if there is no such header or it can't be understood */
    static Duration parse(String value, Clock clock) {
        if (value == null) {
            return null;
        }
        String text = value.trim();
        if (SECONDS.matcher(text).matches()) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            return Duration.ofSeconds(digits.length() > MAX_DIGITS ? 999_999_999 : Long.parseLong(digits));
        }
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            Duration wait = Duration.between(clock.instant(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
