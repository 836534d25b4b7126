package io.cardferry.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How what a mapping gives differs from what a sample expects. */
public final class JsonDifferences {

    private JsonDifferences() {}

    /** One per pointer that differs, whatever the order of keys; empty if nothing does. */
    public static List<Difference> between(JsonNode expected, JsonNode actual) {
        List<Difference> differences = new ArrayList<>();
        collect("", expected, actual, differences);
        return differences;
    }

    private static void collect(String pointer, JsonNode expected, JsonNode actual, List<Difference> differences) {
        if (expected.isObject() && actual.isObject()) {
            Set<String> keys = keys(expected);
            keys.addAll(keys(actual));
            keys.forEach(key -> collect(pointer + "/" + key, expected.path(key), actual.path(key), differences));
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                collect(pointer + "/" + i, expected.path(i), actual.path(i), differences);
            }
        } else if (!expected.equals(actual)) {
            differences.add(Difference.of(pointer.isEmpty() ? "/" : pointer, text(expected), text(actual)));
        }
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
