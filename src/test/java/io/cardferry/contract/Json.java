package io.cardferry.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;

/** JSON as the tests read it. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }

    /** A text as JSON writes it. */
    public static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** The keys of an object, in their order. */
    public static List<String> keys(JsonNode object) {
        return object.properties().stream().map(field -> field.getKey()).toList();
    }

    /** One field of every element of an array, as text. */
    public static List<String> each(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(field).asText())
                .toList();
    }
}
