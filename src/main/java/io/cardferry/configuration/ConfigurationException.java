package io.cardferry.configuration;

import java.util.Locale;

/**
 * Wrong configuration. The message is one line for an operator: which key, which value (masked if it is a password),
 * where it stands, what is allowed. Commands print it as it is and end with exit status 2.
 */
public class ConfigurationException extends RuntimeException {

    /** A value is shown up to this length, in characters: enough to recognize it. */
    private static final int MAX_SHOWN = 100;

    /** @param line what is wrong; control characters become blanks, so that it stays one line */
    public ConfigurationException(String line) {
        super(line.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "));
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

    /** A key that doesn't exist, with the known one that is most like it. */
    public static ConfigurationException unknownKey(String place, String key, String value, String nearest) {
        return new ConfigurationException(place + ": unknown key " + key + " = " + shown(key, nearest, value)
                + "; the nearest known key is " + nearest);
    }

    /** Masks what a password is, or may be: a mistyped password key must not print the password. */
    private static String shown(String key, String nearest, String value) {
        if (isSecret(key) || isSecret(nearest)) {
            return "***";
        }
        String masked = value.replaceAll("(?s)//.*@", "//***@");
        return '"' + (masked.length() > MAX_SHOWN ? masked.substring(0, MAX_SHOWN) + "…" : masked) + '"';
    }

    private static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.contains("pass") || lower.contains("secret") || lower.contains("token");
    }
}
