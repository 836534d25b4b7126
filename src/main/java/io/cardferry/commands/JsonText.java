package io.cardferry.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON for machines. Pure ASCII: JSON itself lets C1 controls through, and a terminal would obey them. */
final class JsonText {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonText() {}

    static String of(JsonNode document) {
        try {
            // DEL is ASCII, and the only control that JSON writes as it is.
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(document)
                    .replace("\u007f", "\\u007f");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that was read cannot be written", e);
        }
    }
}
