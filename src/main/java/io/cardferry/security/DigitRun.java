package io.cardferry.security;

import java.util.ArrayList;
import java.util.List;

/**
 * Thirteen digits or more in a text, of any script, with at most one blank, dash, or no-break space between each two.
 *
 * @param start where it begins in the text
 * @param end where it ends, exclusive
 * @param digits as 0 to 9
 */
record DigitRun(int start, int end, String digits) {

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    /** In so many digits some part always passes for one, and trying them all would take long. */
    private static final int ENDLESS = 64;

    /** All in a text. Quick where there are none: log lines go through it. */
    static List<DigitRun> in(String text) {
        List<DigitRun> runs = List.of();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                DigitRun run = from(text, i);
                if (run.digits.length() >= SHORTEST) {
                    runs = runs.isEmpty() ? new ArrayList<>() : runs;
                    runs.add(run);
                }
                i = run.end - 1;
            }
        }
        return runs;
    }

    private static DigitRun from(String text, int start) {
        StringBuilder digits = new StringBuilder();
        int end = start;
        for (int i = start; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isDigit(character)) {
                digits.append((char) ('0' + Character.digit(character, 10)));
                end = i + 1;
            } else if (end < i || !isSeparator(character)) {
                break;
            }
        }
        return new DigitRun(start, end, digits.toString());
    }

    private static boolean isSeparator(char character) {
        return character == ' ' || character == '-' || character == '\u00a0';
    }

    /** Whether a part of it is a card number (ISO/IEC 7812-1) that ends so. */
    boolean holdsNumber(String ending) {
        if (digits.length() > ENDLESS && ending.isEmpty()) {
            return true;
        }
        for (int from = 0; from + SHORTEST <= digits.length(); from++) {
            for (int length = SHORTEST; length <= LONGEST && from + length <= digits.length(); length++) {
                String part = digits.substring(from, from + length);
                if (part.endsWith(ending) && CardNumbers.isWithin(part)) {
                    return true;
                }
            }
        }
        return false;
    }
}
