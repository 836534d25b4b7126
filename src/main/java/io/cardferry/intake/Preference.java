package io.cardferry.intake;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.message.BasicHeaderValueParser;
import org.apache.hc.core5.http.message.ParserCursor;

/**
 * How long a caller wants to wait for the end of its registration (RFC 7240, {@code Prefer}). Preferences that are
 * malformed or unknown are ignored; of a repeated one only the first counts.
 *
 * @param patience how long it waits before it is answered 202
 * @param applied the value of {@code Preference-Applied}, or {@code null} if no known preference was given
 */
public record Preference(Duration patience, String applied) {

    /** Of those who don't wait. */
    public static final Preference NO_WAIT = new Preference(Duration.ZERO, null);

    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern ESCAPED = Pattern.compile("\\\\.");

    /**
     * Reads the {@code Prefer} headers of a request.
     *
     * @param headers each header's value, as sent
     * @param waitMax a longer wait is clamped to it
     */
    public static Preference read(List<String> headers, Duration waitMax) {
        String text = String.join(",", headers);
        if (isQuoteOpen(text)) {
            return new Preference(shorter(DEFAULT_WAIT, waitMax), null);
        }
        HeaderElement[] preferences =
                BasicHeaderValueParser.INSTANCE.parseElements(text, new ParserCursor(0, text.length()));
        Duration wait = first(preferences, "wait")
                .map(preference -> wait(preference.getValue(), waitMax))
                .orElse(null);
        if (wait != null) {
            return new Preference(wait, "wait=" + wait.toSeconds());
        }
        // An empty value is no value (RFC 7240 section 2).
        boolean respondAsync = first(preferences, "respond-async")
                .filter(preference ->
                        preference.getValue() == null || preference.getValue().isEmpty())
                .isPresent();
        return respondAsync
                ? new Preference(Duration.ZERO, "respond-async")
                : new Preference(shorter(DEFAULT_WAIT, waitMax), null);
    }

    /** The parser takes what is open for closed; a malformed preference is ignored (RFC 7240 section 2). */
    private static boolean isQuoteOpen(String text) {
        return ESCAPED.matcher(text)
                                .replaceAll("")
                                .chars()
                                .filter(character -> character == '"')
                                .count()
                        % 2
                == 1;
    }

    private static Optional<HeaderElement> first(HeaderElement[] preferences, String name) {
        return Arrays.stream(preferences)
                .filter(preference -> preference.getName().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The wait that is asked for, at most {@code waitMax}, or {@code null} if it is malformed. */
    private static Duration wait(String value, Duration waitMax) {
        if (value == null || !DIGITS.matcher(value).matches()) {
            return null;
        }
        String significant = value.replaceFirst("^0+(?=.)", "");
        // Ten digits and more are centuries: they are clamped without being computed.
        return significant.length() > 9 ? waitMax : shorter(Duration.ofSeconds(Long.parseLong(significant)), waitMax);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
