package io.cardferry.security;

import java.util.Objects;

/** A password or the like: a text that can't print itself. */
public final class Secret {

    private final String text;

    public Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** The text itself, for the one place that needs it. */
    public char[] reveal() {
        return text.toCharArray();
    }

    @Override
    public String toString() {
        return "***";
    }
}
