package io.cardferry.mocks;

/** Where somebody is who reads a text from its beginning. */
final class TextCursor {

    private final String text;
    private int at;

    TextCursor(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    /** @throws IllegalArgumentException if so many are not left */
    String next(int characters) {
        if (at + characters > text.length()) {
            throw new IllegalArgumentException("too short");
        }
        at += characters;
        return text.substring(at - characters, at);
    }

    /** @throws IllegalArgumentException if so many are not left, or others than digits stand there */
    String digits(int count) {
        String digits = next(count);
        if (!digits.matches("[0-9]+")) {
            throw new IllegalArgumentException("no digits");
        }
        return digits;
    }
}
