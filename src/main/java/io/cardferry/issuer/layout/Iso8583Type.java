package io.cardferry.issuer.layout;

import com.solab.iso8583.IsoType;
import java.util.Arrays;

/** How a field is encoded: the types of j8583 that stand for bytes only. Its dates would guess a year. */
enum Iso8583Type {
    NUMERIC("numeric", IsoType.NUMERIC, Content.DIGITS),
    ALPHA("alpha", IsoType.ALPHA, Content.TEXT),
    LLVAR("llvar", IsoType.LLVAR, Content.TEXT),
    LLLVAR("lllvar", IsoType.LLLVAR, Content.TEXT),
    LLBCD("llbcd", IsoType.LLBCDBIN, Content.DIGITS),
    BINARY("binary", IsoType.BINARY, Content.HEX),
    LLBIN("llbin", IsoType.LLBIN, Content.HEX),
    LLLBIN("lllbin", IsoType.LLLBIN, Content.HEX);

    private final String word;
    private final IsoType library;
    private final Content content;

    Iso8583Type(String word, IsoType library, Content content) {
        this.word = word;
        this.library = library;
        this.content = content;
    }

    /** @param word as layouts have it */
    static Iso8583Type of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .orElseThrow();
    }

    String word() {
        return word;
    }

    IsoType library() {
        return library;
    }

    Content content() {
        return content;
    }

    boolean hasFixedLength() {
        return this == NUMERIC || this == ALPHA || this == BINARY;
    }

    /** Whether layouts count its length in bytes, two hex digits each. */
    boolean isBinary() {
        return content == Content.HEX;
    }

    /**
     * The longest value, as layouts count it.
     *
     * @param bcd whether lengths are in BCD; as text, the length of binary values counts their hex digits
     */
    int longest(boolean bcd) {
        return switch (this) {
            case LLVAR -> 99;
            case LLBCD -> 50;
            case LLBIN -> bcd ? 99 : 49;
            case LLLBIN -> bcd ? 999 : 499;
            default -> 999;
        };
    }
}
