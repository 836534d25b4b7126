package io.cardferry.intake;

/**
 * What a text in a request may be. A character is a Unicode code point; half of a surrogate pair is no character.
 *
 * @param min the fewest characters
 * @param max the most characters
 * @param controls whether it may hold control characters (C0, DEL and C1)
 */
record TextRule(int min, int max, boolean controls) {

    /** What is wrong with a text, or {@code null}; never repeats the text. */
    String faultOf(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            return "has " + length + " characters; must have " + min + " to " + max;
        }
        if (text.codePoints().anyMatch(TextRule::isSurrogate)) {
            return "holds half of a surrogate pair; must be Unicode characters";
        }
        if (!controls && text.codePoints().anyMatch(Character::isISOControl)) {
            return "holds a control character; must not";
        }
        return null;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
