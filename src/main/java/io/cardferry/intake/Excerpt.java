package io.cardferry.intake;

import org.apache.commons.text.StringEscapeUtils;

/** A short, harmless part of a value that a caller sent, so that a message can say what it is about. */
final class Excerpt {

    private static final int LENGTH_MAX = 16;

    private Excerpt() {}

    /** The beginning of a text in quotes, escaped to ASCII; digits are starred, because any field may hold a card number. */
    static String of(String text) {
        int end = text.codePointCount(0, text.length()) > LENGTH_MAX
                ? text.offsetByCodePoints(0, LENGTH_MAX)
                : text.length();
        String masked = text.substring(0, end).replaceAll("\\p{Nd}", "*");
        return "\"" + StringEscapeUtils.escapeJava(masked) + (end < text.length() ? "…" : "") + "\"";
    }
}
