package io.cardferry.coverage;

import java.util.Locale;

/** What becomes of a field of the card registration. */
public enum FieldUse {
    /** The message follows its value. */
    MAPPED,
    /** The message says something else in its place where it is absent, or only says whether it is there. */
    DEFAULTED,
    /** The message does not hold it, but some of its values are refused. */
    CHECKED,
    /** Whatever it is, the message is the same. */
    DROPPED;

    /** In small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
