package io.cardferry.intake;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.QuotedCSV;

/**
 * How long a caller wants to wait for the end of its registration (RFC 7240, {@code Prefer}). Preferences that are
 * malformed or unknown are ignored; of a repeated one only the first counts.
 *
 * @param patience how long it waits before it is answered 202
 * @param applied the value of {@code Preference-Applied}, or {@code null} if no known preference was given
 */
public record Preference(Duration patience, String applied) {

    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

    private static final Pattern NAME = Pattern.compile("\\s*([^\\s=;\"]+)");
    private static final Pattern WAIT =
            Pattern.compile("\\s*wait\\s*=\\s*(?:(\\d+)|\"(\\d+)\")\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);
    /** An empty value is no value (RFC 7240 section 2). */
    private static final Pattern RESPOND_ASYNC =
            Pattern.compile("\\s*respond-async\\s*(?:=\\s*(?:\"\")?\\s*)?(?:;.*)?", Pattern.CASE_INSENSITIVE);

    /**
     * Reads the {@code Prefer} headers of a request.
     *
     * @param headers each header's value, as sent
     * @param waitMax a longer wait is clamped to it
     */
    public static Preference read(List<String> headers, Duration waitMax) {
        List<String> preferences = new QuotedCSV(true, headers.toArray(String[]::new)).getValues();
        Duration wait = wait(first(preferences, "wait"), waitMax);
        if (wait != null) {
            return new Preference(wait, "wait=" + wait.toSeconds());
        }
        String respondAsync = first(preferences, "respond-async");
        if (respondAsync != null && RESPOND_ASYNC.matcher(respondAsync).matches()) {
            return new Preference(Duration.ZERO, "respond-async");
        }
        return new Preference(shorter(DEFAULT_WAIT, waitMax), null);
    }

    private static String first(List<String> preferences, String name) {
        return preferences.stream()
                .filter(preference -> {
                    Matcher matcher = NAME.matcher(preference);
                    return matcher.lookingAt() && matcher.group(1).equalsIgnoreCase(name);
                })
                .findFirst()
                .orElse(null);
    }

    /** The wait that is asked for, at most {@code waitMax}, or {@code null} if none is or it is malformed. */
    private static Duration wait(String preference, Duration waitMax) {
        Matcher matcher = WAIT.matcher(preference == null ? "" : preference);
        if (!matcher.matches()) {
            return null;
        }
        String digits = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        String significant = digits.replaceFirst("^0+(?=.)", "");
        // Ten digits and more are centuries: they are clamped without being computed.
        return significant.length() > 9 ? waitMax : shorter(Duration.ofSeconds(Long.parseLong(significant)), waitMax);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
