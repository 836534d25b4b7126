package io.cardferry.registration;

import java.util.Objects;

/**
 * Why something is as it is.
 *
 * @param code from the closed list
 * @param detail a short text for people, never card data, at most {@value #MAX_DETAIL} characters (cut beyond); may be
 *     {@code null}
 */
public record Reason(ReasonCode code, String detail) {

    /** The longest detail that is kept, in characters. */
    public static final int MAX_DETAIL = 200;

    public Reason {
        Objects.requireNonNull(code, "code");
        if (detail != null && detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL);
        }
    }

    public static Reason of(ReasonCode code) {
        return new Reason(code, null);
    }

    /** Code and detail on one line, for people. */
    public String words() {
        return detail == null ? code.code() : code.code() + ": " + detail;
    }
}
