package io.cardferry.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.security.CardNumbers;
import java.util.regex.Pattern;

/** The fields of one JSON object in a source's answer. A field that is {@code null} counts as absent. */
final class Fields {

    private static final Pattern CARD_NUMBER_LENGTH = Pattern.compile("[0-9]{13,19}");

    private final JsonNode object;
    private final String where;

    /**
     * @param where names the object in messages, such as {@code cards[3]}
     * @throws InvalidListException if it is no JSON object
     */
    Fields(JsonNode object, String where) {
        if (object == null || !object.isObject()) {
            throw new InvalidListException(where + " is not a JSON object");
        }
        this.object = object;
        this.where = where;
    }

    /** @return the field, or {@code null} if it is absent */
    JsonNode get(String name) {
        JsonNode field = object.get(name);
        return field == null || field.isNull() ? null : field;
    }

    /**
     * A text that is stored or shown: within its length, without control characters and without a clear card number.
     *
     * @return the text, or {@code null} if it is absent
     */
    String optionalText(String name, int maxLength) {
        String text = keepableText(name, maxLength);
        if (text != null && CardNumbers.isWithin(text)) {
            throw broken(name, "looks like a clear card number");
        }
        return text;
    }

    /**
     * A name that somebody made up, such as a PAN reference: letters and digits by chance, so that only a name which is
     * a card number from end to end counts as one.
     *
     * @return the name, or {@code null} if it is absent
     */
    String optionalName(String name, int maxLength) {
        String text = keepableText(name, maxLength);
        if (text != null && CARD_NUMBER_LENGTH.matcher(text).matches() && CardNumbers.isWithin(text)) {
            throw broken(name, "looks like a clear card number");
        }
        return text;
    }

    String requiredName(String name, int maxLength) {
        return required(name, optionalName(name, maxLength));
    }

    private String keepableText(String name, int maxLength) {
        String text = rawText(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > maxLength) {
            throw broken(name, "is longer than " + maxLength + " characters");
        }
        if (text.codePoints().anyMatch(Fields::cannotBeKept)) {
            throw broken(name, "holds a control character or half a character");
        }
        return text;
    }

    String requiredText(String name, int maxLength) {
        return required(name, optionalText(name, maxLength));
    }

    /** @return the text, or {@code null} if it is absent */
    String optionalMatch(String name, Pattern pattern, String rule) {
        String text = rawText(name);
        if (text != null && !pattern.matcher(text).matches()) {
            throw broken(name, "is not " + rule);
        }
        return text;
    }

    String requiredMatch(String name, Pattern pattern, String rule) {
        return required(name, optionalMatch(name, pattern, rule));
    }

    boolean flag(String name, boolean absent) {
        JsonNode field = get(name);
        if (field == null) {
            return absent;
        }
        if (!field.isBoolean()) {
            throw broken(name, "is neither true nor false");
        }
        return field.booleanValue();
    }

    InvalidListException broken(String name, String rule) {
        return new InvalidListException(where + "." + name + " " + rule);
    }

    private String required(String name, String text) {
        if (text == null) {
            throw broken(name, "is missing");
        }
        return text;
    }

    private String rawText(String name) {
        JsonNode field = get(name);
        if (field != null && !field.isTextual()) {
            throw broken(name, "is not a text");
        }
        return field == null ? null : field.textValue();
    }

    /** Half of a surrogate pair has no UTF-8 form: a database may refuse it long after the source was believed. */
    private static boolean cannotBeKept(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }
}
