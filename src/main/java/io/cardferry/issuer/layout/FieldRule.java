package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.mapping.NotRepresentable;
import java.util.Optional;

/**
 * What a field's value may be, and what is done with one that does not fit. The libraries behind would cut it without a
 * word, or let a character of another set break the lengths: everything passes here first.
 *
 * @param field the JSON pointer of the field in the document of fields, for people
 * @param alphabet the layout's characters
 * @param content what the characters may be
 * @param longest in characters
 * @param pad the character that fills it up, or empty if it has no fixed length
 * @param padsLeft whether it is filled up before the value, else behind it
 * @param cut whether what is too long, or looks like padding, may be lost
 * @param transliterate whether characters outside of the alphabet are transliterated
 */
record FieldRule(
        String field,
        Alphabet alphabet,
        Content content,
        int longest,
        Optional<Character> pad,
        boolean padsLeft,
        boolean cut,
        boolean transliterate) {

    /**
     * @param node the value, not {@code null}
     * @return the value as it goes into the message; empty if there is none
     * @throws NotRepresentable naming the field and the limit, never the value
     */
    Optional<String> fitted(JsonNode node) {
        if (node.isNull() || node.isMissingNode() || node.asText().isEmpty()) {
            return Optional.empty();
        }
        String value = transliterate ? alphabet.transliterated(node.asText()) : node.asText();
        requireKnownCharacters(value);
        if (value.length() > longest && !cut) {
            throw new NotRepresentable(field, "is longer than " + longest + " characters");
        }
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!cut && content == Content.TEXT && looksPadded(value)) {
            throw new NotRepresentable(
                    field, (padsLeft ? "begins" : "ends") + " with the character that fills the field up");
        }
        return Optional.of(value.length() > longest ? value.substring(0, longest) : value);
    }

    /** Whether a value that was read is one that could have been written. */
    boolean allows(String value) {
        return value.length() <= longest && alphabet.holdsAll(value) && content.allows(value);
    }

    private void requireKnownCharacters(String value) {
        if (!alphabet.holdsAll(value)) {
            throw new NotRepresentable(
                    field,
                    "holds a character that is not printable in "
                            + alphabet.charset().name());
        }
        if (!content.allows(value)) {
            throw new NotRepresentable(field, "holds something else than " + content.words());
        }
    }

    private boolean looksPadded(String value) {
        char edge = padsLeft ? value.charAt(0) : value.charAt(value.length() - 1);
        return pad.isPresent() && pad.get() == edge;
    }
}
