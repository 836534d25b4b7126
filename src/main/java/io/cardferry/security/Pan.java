package io.cardferry.security;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A clear card number (ISO/IEC 7812: 12 to 19 digits). It can't print itself: as text, and as JSON, it is stars and the
 * last four digits. It is no record and has no equality of its own, so that nobody keeps it in a set or a cache. Java
 * gives no way to wipe it: hold it as short as you can.
 */
public final class Pan {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{12,19}");
    private static final int LAST = 4;

    private final String digits;

    /** @throws IllegalArgumentException if the text is not 12 to 19 ASCII digits; the message does not hold it */
    public Pan(String digits) {
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("a card number is 12 to 19 digits");
        }
        this.digits = digits;
    }

    /** The digits themselves, for the one place that writes them into an issuer's message. */
    public String reveal() {
        return digits;
    }

    /** The last four digits, which may be kept and shown. */
    public String last4() {
        return digits.substring(digits.length() - LAST);
    }

    /** Whether the number begins with these digits. */
    public boolean isOfBin(String bin) {
        return digits.startsWith(bin);
    }

    /** Whether the last digit is the one that the others ask for (ISO/IEC 7812-1 annex B). */
    public boolean hasRightCheckDigit() {
        return CardNumbers.isWithin(digits);
    }

    @Override
    @JsonValue
    public String toString() {
        return "***" + last4();
    }
}
