package io.cardferry.security;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognizes clear card numbers where none may be. */
public final class CardNumbers {

    /** 12 or more digits of any script, with single blanks or dashes between them as people write card numbers. */
    private static final Pattern DIGIT_RUN = Pattern.compile("\\p{Nd}(?:[ -]?\\p{Nd}){11,}");

    private CardNumbers() {}

    /**
     * Whether a text holds a run of 12 or more digits that passes the Luhn check (ISO/IEC 7812-1 annex B). One in ten
     * other numbers of that length passes too: use it where such numbers have no business.
     */
    public static boolean isWithin(String text) {
        Matcher run = DIGIT_RUN.matcher(text);
        while (run.find()) {
            if (passesLuhn(run.group())) {
                return true;
            }
        }
        return false;
    }

    private static boolean passesLuhn(String run) {
        int[] digits = run.codePoints()
                .filter(Character::isDigit)
                .map(digit -> Character.digit(digit, 10))
                .toArray();
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = digits[digits.length - 1 - i];
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
