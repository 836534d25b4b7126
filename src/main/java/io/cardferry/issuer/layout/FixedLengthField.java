package io.cardferry.issuer.layout;

import java.util.Optional;

/**
 * A field of a fixed-length record.
 *
 * @param name in the document of fields
 * @param at where it begins, counted from 1 as banks' specifications count
 * @param length in characters
 * @param pad what fills it up
 * @param alignedRight whether it is filled up before the value, else behind it
 * @param constant what always stands there, without padding
 * @param required whether a record without a value is none
 * @param rule what a value may be
 */
record FixedLengthField(
        String name,
        int at,
        int length,
        char pad,
        boolean alignedRight,
        Optional<String> constant,
        boolean required,
        FieldRule rule) {

    /** The first position behind it. */
    int end() {
        return at + length;
    }
}
