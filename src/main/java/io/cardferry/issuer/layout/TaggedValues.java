package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.NotRepresentable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Fields within a field, each as tag, length and value, in the order of their tags; tag and length have a fixed number of
 * characters.
 *
 * @param tagLength of a tag, in characters
 * @param lengthDigits of a length, in decimal digits
 * @param rules by tag
 */
record TaggedValues(int tagLength, int lengthDigits, SortedMap<String, FieldRule> rules) {

    /**
     * @param whole the rule of the field around them
     * @param required the tags without which it is none
     */
    Optional<String> write(GivenFields given, FieldRule whole, Set<String> required) {
        given.requireOnly(rules.keySet());
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, FieldRule> tag : rules.entrySet()) {
            Optional<String> value = tag.getValue().fitted(given.value(tag.getKey()));
            if (value.isPresent()) {
                String length = String.valueOf(value.get().length());
                text.append(tag.getKey()).append("0".repeat(lengthDigits - length.length()));
                text.append(length).append(value.get());
            } else if (required.contains(tag.getKey())) {
                throw new NotRepresentable(tag.getValue().field(), "is missing");
            }
        }
        if (text.length() > whole.longest()) {
            throw new NotRepresentable(whole.field(), "is longer than " + whole.longest() + " characters");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    /**
     * The values by tag. Tags that the layout does not have are there as well: their length says where they end.
     *
     * @param required the tags without which it is none
     * @throws UnreadableMessage if it is cut off, a tag is there twice, a required one is not, or a value is not allowed
     */
    ObjectNode read(String text, Set<String> required) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        int at = 0;
        while (at < text.length()) {
            int valueAt = at + tagLength + lengthDigits;
            if (valueAt > text.length() || !Content.DIGITS.allows(text.substring(at + tagLength, valueAt))) {
                throw new UnreadableMessage("holds a tag without a length");
            }
            int end = valueAt + Integer.parseInt(text.substring(at + tagLength, valueAt));
            if (end > text.length()) {
                throw new UnreadableMessage("holds a tag whose value is cut off");
            }
            put(values, text.substring(at, at + tagLength), text.substring(valueAt, end));
            at = end;
        }
        if (!required.stream().allMatch(values::has)) {
            throw new UnreadableMessage("lacks a required tag");
        }
        return values;
    }

    private void put(ObjectNode values, String tag, String value) {
        FieldRule rule = rules.get(tag);
        if (values.has(tag) || rule != null && !rule.allows(value)) {
            throw new UnreadableMessage("holds a tag twice, or something in a tag that it can't");
        }
        values.put(tag, value);
    }
}
