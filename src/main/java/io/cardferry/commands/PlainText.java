package io.cardferry.commands;

import java.util.regex.Pattern;

/**
 * Text from outside, made safe for a terminal: whoever names a device must not be able to move the cursor, to set a
 * colour or to turn the direction of writing in an operator's window.
 */
final class PlainText {

    /** The longest text that is printed, in characters. */
    static final int MAX_LENGTH = 500;

    /** Controls (C0, C1, DEL), invisible format characters, line separators, halves of surrogate pairs, private use. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}]");

    private PlainText() {}

    /** The text with every unsafe character replaced, and cut; {@code null} becomes a dash. */
    static String of(String text) {
        if (text == null) {
            return "-";
        }
        String safe = UNSAFE.matcher(text).replaceAll("\uFFFD");
        return safe.length() <= MAX_LENGTH ? safe : safe.substring(0, MAX_LENGTH - 1) + "…";
    }

    /** The same, cut or padded with blanks to a column of this width. */
    static String column(String text, int width) {
        String safe = of(text);
        String cut = safe.length() <= width ? safe : safe.substring(0, width - 1) + "…";
        return cut + " ".repeat(width - cut.length());
    }
}
