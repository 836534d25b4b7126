package io.cardferry.configuration;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Wrong configuration: one line per mistake for an operator, which says which key, which value (masked if it is a
 * password), where it stands, what is allowed. Commands print the lines as they are and end with exit status 2.
 */
public class ConfigurationException extends RuntimeException {

    /** A value is shown up to this length, in characters: enough to recognize it. */
    private static final int MAX_SHOWN = 100;

    /** More mistakes than this are only counted: somebody named the wrong file. */
    private static final int MAX_LINES = 20;

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    /** Blanks that look like blanks and are none, and what can't be seen at all, as a copied no-break space. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Zs}\\p{Cf}&&[^ ]]");

    private final List<String> lines;

    /** @param line what is wrong; control characters become blanks, so that it stays one line */
    public ConfigurationException(String line) {
        this(List.of(line));
    }

    /** @param lines what is wrong, at least one mistake */
    public ConfigurationException(List<String> lines) {
        super(oneLine(lines.get(0)) + (lines.size() == 1 ? "" : " (and " + (lines.size() - 1) + " more)"));
        Stream<String> more =
                lines.size() > MAX_LINES ? Stream.of("and " + (lines.size() - MAX_LINES) + " more") : Stream.empty();
        this.lines = Stream.concat(lines.stream().limit(MAX_LINES), more)
                .map(ConfigurationException::oneLine)
                .toList();
    }

    /** Every mistake; the message holds the first one. */
    public List<String> lines() {
        return lines;
    }

    private static String oneLine(String line) {
        return INVISIBLE
                .matcher(CONTROLS.matcher(line).replaceAll(" "))
                .replaceAll(found -> String.format("\\\\u%04x", found.group().codePointAt(0)));
    }

    /**
     * A key that has a value that it can't have.
     *
     * @param place file and line, or the environment variable
     * @param allowed what the key takes, such as {@code a whole number from 0 to 65535}
     */
    public static ConfigurationException badValue(String place, String key, String value, String allowed) {
        return new ConfigurationException(
                place + ": " + key + " = " + shown(key, key, value) + " is not allowed; it takes " + allowed);
    }

    /**
     * A key that doesn't exist.
     *
     * @param nearest the known one that is most like it; told only if it may be the one that was meant
     */
    public static ConfigurationException unknownKey(String place, String key, String value, String nearest) {
        return unknownKey(place, key, value, nearest, "");
    }

    /** @param more what else there is to say, beginning with a semicolon, or nothing */
    static ConfigurationException unknownKey(String place, String key, String value, String nearest, String more) {
        String name = key.isEmpty() ? "(without a name)" : key;
        String suggestion = Nearest.isNear(key, nearest) ? "; the nearest known key is " + nearest : "";
        return new ConfigurationException(
                place + ": unknown key " + name + " = " + shown(key, nearest, value) + suggestion + more);
    }

    /** Masks what a password is, or may be: a mistyped password key must not print the password. */
    private static String shown(String key, String nearest, String value) {
        if (isSecret(key) || isSecret(nearest)) {
            return "***";
        }
        String masked = value.replaceAll("(?s)//.*@", "//***@")
                .replaceAll("(?s)^(jdbc:\\w+:)[^/].*@", "$1***@")
                .replaceAll("(?i)(\\w*(?:user|pass|pwd|secret|token)\\w*=)[^&;)]*", "$1***");
        return '"' + (masked.length() > MAX_SHOWN ? masked.substring(0, MAX_SHOWN) + "…" : masked) + '"';
    }

    private static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.contains("pass") || lower.contains("secret") || lower.contains("token");
    }
}
