package io.cardferry.security;

import java.util.Optional;
import java.util.regex.Pattern;

/** What may be kept or printed of a text that came from outside: an issuer could echo a card number anywhere. */
public final class SafeText {

    /** The longest text that is quoted in a message, in characters. */
    private static final int MAX_QUOTED = 60;

    /** Twelve digits, of any script, is the shortest card number that a scheme issues; separators do not hide one. */
    private static final Pattern LIKE_A_CARD_NUMBER = Pattern.compile("\\p{Nd}(?:[ ._:/-]*\\p{Nd}){11,}");

    private static final Pattern HARMFUL = Pattern.compile("[^A-Za-z0-9 ._:/()*-]");
    private static final int MAX_CODE = 64;

    private SafeText() {}

    /** The text with stars in place of whatever could be a card number. */
    public static String masked(String text) {
        return LIKE_A_CARD_NUMBER.matcher(text).replaceAll("***");
    }

    /** An issuer's own code, masked, cleaned and cut; empty if nothing is left. */
    public static Optional<String> code(String text) {
        String clean = HARMFUL.matcher(masked(text)).replaceAll(" ").strip();
        String cut = clean.length() > MAX_CODE ? clean.substring(0, MAX_CODE) : clean;
        return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
    }

    /** The text in quotes on one line, masked and cut, for an error message. */
    public static String quoted(String text) {
        String line = masked(text).replaceAll("\\p{Cntrl}", " ");
        return '"' + (line.length() > MAX_QUOTED ? line.substring(0, MAX_QUOTED) + "…" : line) + '"';
    }

    /** Whether the text holds a character below U+0020, or DEL to U+009F. */
    public static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
