package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.XmlTree;
import java.util.List;

/** The canonical answer as a stylesheet writes it: an element {@code answer} with one element per key. */
final class XmlAnswer {

    private static final String ANSWER = "answer";
    private static final String METHODS = "verificationMethods";

    private XmlAnswer() {}

    /**
     * @param file the stylesheet, for messages
     * @param document what it gave; nothing at all is an answer without a decision
     * @throws MappingFailed if it is something else than a canonical answer, or has a key twice
     */
    static JsonNode of(String file, XmlTree document) {
        List<XmlTree> roots = document.elements();
        if (roots.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (roots.size() > 1 || !roots.get(0).name().equals(ANSWER)) {
            throw new MappingFailed(file, "the mapping gives something else than one element " + ANSWER);
        }
        return object(file, roots.get(0));
    }

    private static ObjectNode object(String file, XmlTree element) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (XmlTree child : element.elements()) {
            JsonNode value = child.name().equals(METHODS) ? methods(file, child) : object.textNode(child.text());
            if (object.replace(child.name(), value) != null) {
                throw new MappingFailed(file, "the mapping gives " + child.name() + " twice");
            }
        }
        return object;
    }

    private static ArrayNode methods(String file, XmlTree element) {
        ArrayNode methods = JsonNodeFactory.instance.arrayNode();
        element.elements().forEach(method -> methods.add(object(file, method)));
        return methods;
    }
}
