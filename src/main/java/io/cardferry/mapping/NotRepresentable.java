package io.cardferry.mapping;

import io.cardferry.security.SafeText;

/** A value does not fit the issuer's format: the card is rejected, and nothing was sent. */
public final class NotRepresentable extends RuntimeException {

    private final String field;
    private final String why;

    /**
     * @param field the field of the issuer's message, e.g. {@code /device/name} or {@code header X-Name}
     * @param why what does not fit, without the value
     */
    public NotRepresentable(String field, String why) {
        super(SafeText.masked(field) + " " + SafeText.masked(why));
        this.field = SafeText.masked(field);
        this.why = SafeText.masked(why);
    }

    /** The field of the issuer's message. */
    public String field() {
        return field;
    }

    /** What does not fit, without the value. */
    public String why() {
        return why;
    }
}
