package io.cardferry.issuer;

import io.cardferry.security.SafeText;

/**
 * Card numbers that begin alike.
 *
 * @param length how many leading digits count, 6 to 8
 * @param from the first, inclusive
 * @param to the last, inclusive
 */
public record BinRange(int length, int from, int to) {

    public BinRange {
        if (length < 6 || length > 8 || from > to) {
            throw new IllegalArgumentException("a BIN range has 6 to 8 digits, and its first is not above its last");
        }
    }

    /**
     * @param text {@code "411111"} or {@code "40000000-40009999"}
     * @throws IllegalArgumentException if it is neither
     */
    static BinRange parse(String text) {
        String[] ends = text.split("-", 2);
        String last = ends[ends.length - 1];
        if (!ends[0].matches("[0-9]{6,8}") || !last.matches("[0-9]{6,8}")) {
            throw new IllegalArgumentException(
                    SafeText.quoted(text) + " is not a BIN of 6 to 8 digits, or a range of two");
        }
        if (ends[0].length() != last.length()) {
            throw new IllegalArgumentException("the range from " + ends[0] + " to " + last
                    + " has ends of different length; write both with the same" + " number of digits");
        }
        int from = Integer.parseInt(ends[0]);
        int to = Integer.parseInt(last);
        if (from > to) {
            throw new IllegalArgumentException("the range from " + ends[0] + " to " + last + " ends before it begins");
        }
        return new BinRange(last.length(), from, to);
    }

    boolean overlaps(BinRange other) {
        return length == other.length && from <= other.to && other.from <= to;
    }

    /** As a pack writes it. */
    @Override
    public String toString() {
        String first = digits(from);
        return from == to ? first : first + "-" + digits(to);
    }

    private String digits(int value) {
        return String.format("%0" + length + "d", value);
    }
}
