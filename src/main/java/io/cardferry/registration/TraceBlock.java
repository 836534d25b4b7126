package io.cardferry.registration;

/**
 * Trace numbers of one issuer that nobody else has: six digits each, counted up and around (ISO 8583, field 11).
 *
 * @param first the first of them, 1 or more
 * @param last the last of them, {@value #MAX} at most and not below the first
 */
public record TraceBlock(int first, int last) {

    /** After it comes 1 again. */
    public static final int MAX = 999_999;

    public TraceBlock {
        if (first < 1 || last < first || last > MAX) {
            throw new IllegalArgumentException(
                    "trace numbers go from 1 to " + MAX + ", not from " + first + " to " + last);
        }
    }

    /**
     * As many as are wanted, or fewer if they end before that: a block never goes around.
     *
     * @param wanted 1 or more
     */
    public static TraceBlock from(int first, int wanted) {
        return new TraceBlock(first, Math.min(MAX, first + wanted - 1));
    }

    /** The number after the block. */
    public int next() {
        return last == MAX ? 1 : last + 1;
    }
}
