package io.cardferry.issuer.layout;

import java.util.function.IntPredicate;

/** What the characters of a field's value may be, beside being in the layout's character set. */
enum Content {
    TEXT("text", character -> true),
    DIGITS("digits", character -> character >= '0' && character <= '9'),
    HEX("upper-case hex digits", character -> DIGITS.allowed.test(character) || character >= 'A' && character <= 'F');

    private final String words;
    private final IntPredicate allowed;

    Content(String words, IntPredicate allowed) {
        this.words = words;
        this.allowed = allowed;
    }

    /** For people. */
    String words() {
        return words;
    }

    boolean allows(String value) {
        return value.chars().allMatch(allowed);
    }
}
