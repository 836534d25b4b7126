package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cardferry.mapping.NotRepresentable;
import java.util.Locale;
import java.util.Optional;

/** The keys that layouts of all formats share. */
final class LayoutKeys {

    private LayoutKeys() {}

    /** @throws LayoutMistake if this Java does not have the character set */
    static Alphabet alphabet(JsonNode document) {
        try {
            return Alphabet.of(document.path("charset").asText("US-ASCII"));
        } catch (IllegalArgumentException unsupported) {
            throw new LayoutMistake("/charset", unsupported.getMessage());
        }
    }

    static String contentType(JsonNode document, String otherwise) {
        return document.path("content-type").asText(otherwise);
    }

    /** What the key {@code content} says. */
    static Content content(JsonNode definition) {
        return Content.valueOf(definition.path("content").asText("text").toUpperCase(Locale.ROOT));
    }

    /**
     * @param pointer of the definition in the layout
     * @param name the JSON pointer of the field in the document of fields
     * @param definition with the key {@code fit}
     * @throws LayoutMistake if what is no text is to be made fit: a number that is cut is another number
     */
    static FieldRule rule(
            String pointer,
            String name,
            Alphabet alphabet,
            JsonNode definition,
            Content content,
            int longest,
            Optional<Character> pad,
            boolean padsLeft) {
        if (content != Content.TEXT && !definition.path("fit").isEmpty()) {
            throw new LayoutMistake(
                    pointer + "/fit", "is for text, and this field holds " + content.words() + "; remove it");
        }
        return new FieldRule(
                name,
                alphabet,
                content,
                longest,
                pad,
                padsLeft,
                fits(definition, "cut"),
                fits(definition, "transliterate"));
    }

    /** @throws LayoutMistake if the value could not be read back from the field */
    static void requireConstant(String pointer, String value, FieldRule rule) {
        try {
            FieldRule strict = new FieldRule(
                    "the constant",
                    rule.alphabet(),
                    Content.TEXT,
                    rule.longest(),
                    rule.pad(),
                    rule.padsLeft(),
                    false,
                    false);
            strict.fitted(TextNode.valueOf(value));
        } catch (NotRepresentable unfit) {
            throw new LayoutMistake(pointer + "/constant", unfit.why() + "; padding is not part of it");
        }
    }

    private static boolean fits(JsonNode definition, String way) {
        for (JsonNode given : definition.path("fit")) {
            if (given.asText().equals(way)) {
                return true;
            }
        }
        return false;
    }
}
