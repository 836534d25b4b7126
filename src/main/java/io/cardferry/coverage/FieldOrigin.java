package io.cardferry.coverage;

import java.util.Locale;

/** Where a field of a message comes from. */
public enum FieldOrigin {
    /** From fields of the card registration. */
    CARD,
    /** It is the same in every message. */
    CONSTANT,
    /** It differs between two messages that are made of the same card registration: from the clock, or by chance. */
    BY_ITSELF,
    /** It differs between samples, and no single field makes the difference. */
    SEVERAL_TOGETHER;

    /** In small letters, with dashes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
