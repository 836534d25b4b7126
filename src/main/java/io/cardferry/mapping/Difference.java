package io.cardferry.mapping;

import io.cardferry.security.SafeText;

/**
 * Where something came out differently than it should. Both texts are safe to print: quoted, cut, and with stars in
 * place of what could be a card number.
 *
 * @param place where: a JSON pointer, the name of a field, a position
 * @param expected what should be there
 * @param found what is there
 */
public record Difference(String place, String expected, String found) {

    /** What stands there where nothing does. */
    public static final String ABSENT = "absent";

    private static final String MASKED = "something else, which is masked because it could be a card number";

    /** How much is shown of what both begin with, in characters. */
    private static final int LEAD = 20;

    /** What is shown of a text before it is cut, in characters. */
    private static final int SHOWN = 60;

    /**
     * Two texts that differ. Of long ones, the part is shown where they begin to.
     *
     * @param expected {@code null}: nothing should be there
     * @param found {@code null}: nothing is there
     */
    public static Difference of(String place, String expected, String found) {
        if (expected == null || found == null) {
            return new Difference(place, quoted(expected), quoted(found));
        }
        // Masked before they are cut: the rest of a card number is not recognized as one.
        String wanted = SafeText.masked(expected);
        String actual = SafeText.masked(found);
        if (wanted.equals(actual)) {
            return new Difference(place, quoted(expected), MASKED);
        }
        int from = Math.max(wanted.length(), actual.length()) <= SHOWN ? 0 : Math.max(0, alike(wanted, actual) - LEAD);
        return new Difference(place, excerpt(wanted, from), excerpt(actual, from));
    }

    /** Both in one line. */
    public String line() {
        return place + " is " + found + ", not " + expected;
    }

    private static int alike(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String quoted(String text) {
        return text == null ? ABSENT : SafeText.quoted(text);
    }

    private static String excerpt(String text, int from) {
        return SafeText.quoted(from == 0 ? text : "…" + text.substring(Math.min(from, text.length())));
    }
}
