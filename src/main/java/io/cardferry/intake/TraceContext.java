package io.cardferry.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The W3C trace context of a request: a caller's {@code traceparent} is carried on, else one is made. */
public final class TraceContext {

    private static final Pattern TRACEPARENT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-[\\x21-\\x7e]{1,200})?");

    private TraceContext() {}

    /**
     * The caller's trace context, verbatim.
     *
     * @param headers the values of the {@code traceparent} headers
     * @return nothing if there is not exactly one, or it is not valid: it is then treated as if it were not there
     */
    public static Optional<String> carriedOn(List<String> headers) {
        return headers.size() == 1 && isValid(headers.get(0)) ? Optional.of(headers.get(0)) : Optional.empty();
    }

    /**
     * A trace context for a registration whose caller gave none: the trace is found by the registration's id.
     *
     * @param registrationId its hex digits are the trace id, the last 16 the parent id; neither is ever all zero in a
     *     UUIDv7, because of its version and variant
     */
    public static String of(UUID registrationId) {
        String digits = registrationId.toString().replace("-", "");
        return "00-" + digits + "-" + digits.substring(16) + "-00";
    }

    private static boolean isValid(String value) {
        Matcher matcher = TRACEPARENT.matcher(value);
        if (!matcher.matches()) {
            return false;
        }
        String version = matcher.group(1);
        // What follows the flags is for later versions only.
        boolean ends = matcher.group(4) == null || !version.equals("00");
        return ends
                && !version.equals("ff")
                && !matcher.group(2).equals("0".repeat(32))
                && !matcher.group(3).equals("0".repeat(16));
    }
}
