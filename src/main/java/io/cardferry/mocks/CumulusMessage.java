package io.cardferry.mocks;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An ISO 8583 message as the mock issuer cumulus reads and writes it: by its own table and its own code, so that it is a
 * second opinion on what the hub writes (docs/formats.md).
 *
 * @param type the message type, such as 0300
 * @param fields by their numbers; 1, the second bitmap, is none of them
 */
record CumulusMessage(String type, SortedMap<Integer, String> fields) {

    /** Fields of a fixed length. */
    private static final Map<Integer, Integer> LENGTHS =
            Map.of(7, 10, 11, 6, 14, 4, 37, 12, 39, 2, 41, 8, 70, 3, 91, 1);

    /** Fields with their length before them, in so many digits. */
    private static final Map<Integer, Integer> LENGTH_DIGITS = Map.of(2, 2, 48, 3, 101, 2);

    private static final int TYPE_LENGTH = 4;
    private static final int BITMAP_DIGITS = 16;
    private static final int BITS = 64;

    CumulusMessage {
        fields = new TreeMap<>(fields);
    }

    /** Empty if there is a field that cumulus does not know, or anything is left over, too short, or no printable ASCII. */
    static Optional<CumulusMessage> read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.matches("[\\x20-\\x7E]*")) {
            return Optional.empty();
        }
        try {
            TextCursor cursor = new TextCursor(text);
            String type = cursor.digits(TYPE_LENGTH);
            String bitmap = cursor.next(BITMAP_DIGITS);
            if (isSet(bitmap, 1)) {
                bitmap += cursor.next(BITMAP_DIGITS);
            }
            SortedMap<Integer, String> fields = fields(bitmap, cursor);
            return cursor.isAtEnd() ? Optional.of(new CumulusMessage(type, fields)) : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static SortedMap<Integer, String> fields(String bitmap, TextCursor cursor) {
        SortedMap<Integer, String> fields = new TreeMap<>();
        for (int field = 2; field <= bitmap.length() * 4; field++) {
            if (isSet(bitmap, field)) {
                fields.put(field, value(field, cursor));
            }
        }
        return fields;
    }

    private static String value(int field, TextCursor cursor) {
        if (LENGTHS.containsKey(field)) {
            return cursor.next(LENGTHS.get(field));
        }
        if (LENGTH_DIGITS.containsKey(field)) {
            return cursor.next(Integer.parseInt(cursor.digits(LENGTH_DIGITS.get(field))));
        }
        throw new IllegalArgumentException("there is no field " + field);
    }

    /** Bitmaps are upper-case hex digits, and bit 1 is the highest. */
    private static boolean isSet(String bitmap, int field) {
        if (!bitmap.matches("[0-9A-F]+")) {
            throw new IllegalArgumentException("no bitmap");
        }
        return new BigInteger(bitmap, 16).testBit(bitmap.length() * 4 - field);
    }

    /** A field's value; empty if it is not there. */
    String field(int number) {
        return fields.getOrDefault(number, "");
    }

    /** The values within field 48: two digits of tag, three of length, tags ascending. Empty if they are not like that. */
    Map<String, String> tags() {
        SortedMap<String, String> tags = new TreeMap<>();
        try {
            TextCursor cursor = new TextCursor(field(48));
            while (!cursor.isAtEnd()) {
                String tag = cursor.digits(2);
                if (!tags.isEmpty() && tag.compareTo(tags.lastKey()) <= 0) {
                    return Map.of();
                }
                tags.put(tag, cursor.next(Integer.parseInt(cursor.digits(3))));
            }
            return tags;
        } catch (IllegalArgumentException unreadable) {
            return Map.of();
        }
    }

    /** As it goes over the wire. */
    String text() {
        boolean second = fields.lastKey() > BITS;
        BigInteger bits = BigInteger.ZERO;
        int last = second ? 2 * BITS : BITS;
        bits = second ? bits.setBit(last - 1) : bits;
        StringBuilder values = new StringBuilder();
        for (Map.Entry<Integer, String> field : fields.entrySet()) {
            bits = bits.setBit(last - field.getKey());
            values.append(written(field.getKey(), field.getValue()));
        }
        return type + String.format("%0" + last / 4 + "X", bits) + values;
    }

    private static String written(int field, String value) {
        return LENGTHS.containsKey(field)
                ? value
                : String.format("%0" + LENGTH_DIGITS.get(field) + "d", value.length()) + value;
    }

    /** One value of field 48. */
    static String tag(String number, String value) {
        return number + String.format("%03d", value.length()) + value;
    }
}
