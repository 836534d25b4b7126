package io.cardferry.outbound;

import java.util.Arrays;
import java.util.Optional;

/** In which header a partner wants us to say who we are. */
public enum AuthenticationScheme {
    /** In none: nothing is asked for, or the client certificate says it. */
    NONE("none"),
    /** User and password in {@code Authorization} (RFC 7617, UTF-8). */
    BASIC("basic"),
    /** A token in {@code Authorization} (RFC 6750). */
    BEARER("bearer"),
    /** A key in a header that the partner names. */
    API_KEY("api-key");

    private final String word;

    AuthenticationScheme(String word) {
        this.word = word;
    }

    /** As files write it. */
    public String word() {
        return word;
    }

    /** The scheme that files write so; empty if there is none. */
    public static Optional<AuthenticationScheme> of(String word) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.word.equals(word))
                .findFirst();
    }
}
