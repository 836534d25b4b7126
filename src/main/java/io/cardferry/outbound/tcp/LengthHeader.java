package io.cardferry.outbound.tcp;

/**
 * The length that stands before each message, big-endian, without a sign.
 *
 * @param bytes it takes: 2 or 4
 * @param countsItself whether these bytes are part of the length
 */
public record LengthHeader(int bytes, boolean countsItself) {

    /** @throws IllegalArgumentException if it is of another size */
    public LengthHeader {
        if (bytes != 2 && bytes != 4) {
            throw new IllegalArgumentException("a length header has 2 or 4 bytes, not " + bytes);
        }
    }

    /** The longest message that it can announce, in bytes. */
    int longest() {
        int greatest = bytes == 2 ? 0xFFFF : Integer.MAX_VALUE;
        return countsItself ? greatest - bytes : greatest;
    }
}
