package io.cardferry.issuer.layout;

import com.solab.iso8583.IsoValue;
import com.solab.iso8583.parse.FieldParseInfo;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A data element of an ISO 8583 layout.
 *
 * @param number 2 to 128
 * @param type how it is encoded
 * @param length of a value, or the longest; in bytes for binary types, else in characters
 * @param rule what a value may be
 * @param tags what its value is made of, if it has fields of its own
 */
record Iso8583Field(int number, Iso8583Type type, int length, FieldRule rule, Optional<TaggedValues> tags) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    String name() {
        return String.valueOf(number);
    }

    /**
     * The value as it goes into the message; empty if there is none.
     *
     * @param requiredTags without which a value with tags is none
     */
    Optional<String> fitted(GivenFields given, Set<String> requiredTags) {
        if (tags.isEmpty()) {
            return rule.fitted(given.value(name()));
        }
        GivenFields within = given.within(name());
        return within == null ? Optional.empty() : tags.get().write(within, rule, requiredTags);
    }

    IsoValue<?> encoded(String value) {
        return switch (type) {
            case NUMERIC, ALPHA -> new IsoValue<>(type.library(), value, length);
            case BINARY -> new IsoValue<>(type.library(), HEX.parseHex(value), length);
            case LLBIN, LLLBIN -> new IsoValue<>(type.library(), HEX.parseHex(value));
            case LLVAR, LLLVAR, LLBCD -> new IsoValue<>(type.library(), value);
        };
    }

    /** @throws UnreadableMessage if it is no value of this field */
    String decoded(IsoValue<?> read) {
        String value = switch (type) {
            case BINARY, LLBIN, LLLBIN -> HEX.formatHex((byte[]) read.getValue());
            case ALPHA -> read.toString().stripTrailing();
            default -> read.toString();
        };
        if (!rule.allows(value)) {
            throw new UnreadableMessage("holds something in field " + number + " that it can't");
        }
        return value;
    }

    FieldParseInfo parser() {
        return FieldParseInfo.getInstance(
                type.library(), length, rule.alphabet().charset().name(), true);
    }
}
