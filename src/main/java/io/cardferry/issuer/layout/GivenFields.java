package io.cardferry.issuer.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.mapping.MappingFailed;
import java.util.Set;

/**
 * A document of fields as a pack's mapping gave it.
 *
 * @param layout how the layout is named in messages
 * @param pointer the JSON pointer of the document, empty for the whole
 * @param document the fields
 */
record GivenFields(String layout, String pointer, JsonNode document) {

    GivenFields {
        if (!document.isObject()) {
            throw new MappingFailed(layout, at(pointer) + " has to be an object of fields, and the mapping gives none");
        }
    }

    /** @throws MappingFailed if the mapping gives something that no field would hold: it would be lost */
    void requireOnly(Set<String> names) {
        document.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new MappingFailed(
                        layout, "the mapping gives " + pointer + "/" + name + ", which is no field of this message");
            }
        });
    }

    /** The text or whole number of a field, or a node without one. */
    JsonNode value(String name) {
        JsonNode value = document.path(name);
        if (!value.isTextual() && !value.isIntegralNumber() && !value.isNull() && !value.isMissingNode()) {
            throw new MappingFailed(
                    layout, "the mapping gives " + pointer + "/" + name + ", which is neither text nor a whole number");
        }
        return value;
    }

    /** The fields within a field; {@code null} if there are none. */
    GivenFields within(String name) {
        JsonNode value = document.path(name);
        return value.isNull() || value.isMissingNode() ? null : new GivenFields(layout, pointer + "/" + name, value);
    }

    private static String at(String pointer) {
        return pointer.isEmpty() ? "the message" : pointer;
    }
}
