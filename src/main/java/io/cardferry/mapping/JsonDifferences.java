package io.cardferry.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.security.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How what a mapping gives differs from what a sample expects. */
public final class JsonDifferences {

    private JsonDifferences() {}

    /** One line per pointer that differs, whatever the order of keys; empty if nothing does. */
    public static List<String> between(JsonNode expected, JsonNode actual) {
        List<String> lines = new ArrayList<>();
        collect("", expected, actual, lines);
        return lines;
    }

    private static void collect(String pointer, JsonNode expected, JsonNode actual, List<String> lines) {
        if (expected.isObject() && actual.isObject()) {
            Set<String> keys = keys(expected);
            keys.addAll(keys(actual));
            keys.forEach(key -> collect(pointer + "/" + key, expected.path(key), actual.path(key), lines));
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                collect(pointer + "/" + i, expected.path(i), actual.path(i), lines);
            }
        } else if (!expected.equals(actual)) {
            lines.add((pointer.isEmpty() ? "/" : pointer) + " is " + print(actual) + ", not " + print(expected));
        }
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String print(JsonNode value) {
        return value.isMissingNode()
                ? "absent"
                : SafeText.quoted(value.isTextual() ? value.textValue() : value.toString());
    }
}
