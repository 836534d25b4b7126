package io.cardferry.security;

/** Recognizes clear card numbers where none may be. */
public final class CardNumbers {

    private static final int LEAST_DIGITS = 12;
    private static final String STARS = "***";

    private CardNumbers() {}

    /**
     * Whether a text holds a run of 12 or more digits, of any script and with single blanks or dashes between them as
     * people write card numbers, that passes the Luhn check (ISO/IEC 7812-1 annex B). One in ten other numbers of that
     * length passes too: use it where such numbers have no business.
     */
    public static boolean isWithin(String text) {
        // A loop and no regular expression: on a long run of digits, a repeated group overflows the stack.
        int[] run = new int[text.length()];
        int length = 0;
        boolean separated = false;
        for (int character : text.codePoints().toArray()) {
            if (Character.isDigit(character)) {
                run[length++] = Character.digit(character, 10);
                separated = false;
            } else if (length > 0 && !separated && (character == ' ' || character == '-')) {
                separated = true;
            } else if (isCardNumber(run, length)) {
                return true;
            } else {
                length = 0;
                separated = false;
            }
        }
        return isCardNumber(run, length);
    }

    /**
     * Whether a text holds this card's number: 13 to 19 digits that pass the Luhn check and end as the card's do, whatever
     * digits stand around them. Of other texts with as many digits, one in some thousands does.
     *
     * @param last4 the card's last four digits
     */
    public static boolean isOf(String last4, String text) {
        return DigitRun.in(text).stream().anyMatch(run -> run.holdsNumber(last4));
    }

    /**
     * The text with stars in place of every run of digits that holds a number of 13 to 19 digits which passes the Luhn
     * check: all card numbers, one in ten of other runs of 13 digits, and nearly every run of more than 19.
     */
    public static String masked(String text) {
        StringBuilder masked = null;
        int kept = 0;
        for (DigitRun run : DigitRun.in(text)) {
            if (run.holdsNumber("")) {
                masked = masked == null ? new StringBuilder(text.length()) : masked;
                masked.append(text, kept, run.start()).append(STARS);
                kept = run.end();
            }
        }
        return masked == null ? text : masked.append(text, kept, text.length()).toString();
    }

    private static boolean isCardNumber(int[] digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits[length - 1 - i];
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return length >= LEAST_DIGITS && sum % 10 == 0;
    }
}
