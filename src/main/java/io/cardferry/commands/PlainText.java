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
        return cut(UNSAFE.matcher(text).replaceAll("\uFFFD"), MAX_LENGTH);
    }

    /** A safe text, cut visibly to at most this width, never within a surrogate pair. */
    static String cut(String safe, int width) {
        if (safe.length() <= width) {
            return safe;
        }
        int end = Character.isHighSurrogate(safe.charAt(width - 2)) ? width - 2 : width - 1;
        return safe.substring(0, end) + "…";
    }

    /** The same, cut or padded with blanks to a column of this width. */
    static String column(String text, int width) {
        String cut = cut(of(text), width);
        return cut + " ".repeat(width - cut.length());
    }
}
