package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the fields of an ISO 8583 layout. */
final class Iso8583FieldReader {

    private final Iso8583Encoding encoding;

    Iso8583FieldReader(Iso8583Encoding encoding) {
        this.encoding = encoding;
    }

    /**
     * @param pointer of the definition in the layout
     * @param number of the field
     * @throws LayoutMistake if the definition contradicts itself
     */
    Iso8583Field read(String pointer, String number, JsonNode definition) {
        Iso8583Type type = Iso8583Type.of(definition.get("type").asText());
        requireKeysOf(type, pointer, definition);
        int length = definition.path("length").intValue();
        if (length > type.longest(encoding.bcd())) {
            throw new LayoutMistake(
                    pointer + "/length",
                    length + " is more than a field of the type " + type.word() + " holds here ("
                            + type.longest(encoding.bcd()) + ")");
        }
        Content content = type.content() == Content.TEXT ? LayoutKeys.content(definition) : type.content();
        FieldRule rule = LayoutKeys.rule(
                pointer,
                "/" + number,
                encoding.alphabet(),
                definition,
                content,
                type.isBinary() ? length * 2 : length,
                type == Iso8583Type.ALPHA ? Optional.of(' ') : Optional.empty(),
                false);
        Optional<TaggedValues> tags = definition.has("tags")
                ? Optional.of(tags(pointer + "/tags", "/" + number, definition.get("tags")))
                : Optional.empty();
        return new Iso8583Field(Integer.parseInt(number), type, length, rule, tags);
    }

    private void requireKeysOf(Iso8583Type type, String pointer, JsonNode definition) {
        boolean variable = type == Iso8583Type.LLVAR || type == Iso8583Type.LLLVAR;
        if (type.content() != Content.TEXT && definition.has("content")) {
            throw new LayoutMistake(
                    pointer + "/content",
                    "a field of the type " + type.word() + " holds "
                            + type.content().words() + " by itself; remove it");
        }
        if (definition.has("tags") && (!variable || definition.has("content") || definition.has("fit"))) {
            throw new LayoutMistake(
                    pointer + "/tags",
                    "tags are for the types llvar and lllvar; content and fit stand with each tag, not with the field");
        }
        if (type == Iso8583Type.LLBCD && !encoding.bcd()) {
            throw new LayoutMistake(pointer + "/type", "llbcd needs numbers: bcd");
        }
    }

    private TaggedValues tags(String pointer, String field, JsonNode definition) {
        int tagLength = definition.get("tag-length").intValue();
        int lengthDigits = definition.get("length-digits").intValue();
        int longest = (int) Math.pow(10, lengthDigits) - 1;
        SortedMap<String, FieldRule> rules = new TreeMap<>();
        for (Map.Entry<String, JsonNode> tag : definition.get("values").properties()) {
            String at = pointer + "/values/" + tag.getKey();
            int length = tag.getValue().path("max-length").asInt(longest);
            if (tag.getKey().length() != tagLength) {
                throw new LayoutMistake(
                        at, "has not " + tagLength + " characters, as tag-length says; write it in quotes");
            }
            if (length > longest) {
                throw new LayoutMistake(at + "/max-length", length + " has more than " + lengthDigits + " digits");
            }
            Content content = LayoutKeys.content(tag.getValue());
            String name = field + "/" + tag.getKey();
            rules.put(
                    tag.getKey(),
                    LayoutKeys.rule(
                            at, name, encoding.alphabet(), tag.getValue(), content, length, Optional.empty(), false));
        }
        return new TaggedValues(tagLength, lengthDigits, rules);
    }
}
