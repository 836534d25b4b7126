package io.cardferry.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.configuration.EndpointKeys;
import io.cardferry.configuration.HubKeys;
import io.cardferry.configuration.Key;
import io.cardferry.configuration.ProcessVariable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The tables of docs/configuration.md, from the definitions that the hub itself reads with. */
final class ConfigurationTables {

    private static final Path ISSUER_SCHEMA = Path.of("src/main/resources/io/cardferry/issuer/issuer.schema.json");

    private ConfigurationTables() {}

    static List<String> ofTheHub() {
        List<String> lines = table("key", "default", "takes", "");
        HubKeys.ALL.forEach(key -> lines.add(row(code(key.name()), defaultOf(key), values(key), key.description())));
        return lines;
    }

    static List<String> ofSourcesAndIssuers() {
        List<String> lines = table("key", "of", "takes", "");
        for (Key<?> key : EndpointKeys.OF_ISSUERS) {
            String of = EndpointKeys.OF_SOURCES.contains(key) ? "both" : "issuers";
            lines.add(row(code(key.name()), of, values(key), key.description()));
        }
        EndpointKeys.OF_SOURCES.stream()
                .filter(key -> !EndpointKeys.OF_ISSUERS.contains(key))
                .forEach(key -> lines.add(row(code(key.name()), "sources", values(key), key.description())));
        return lines;
    }

    static List<String> ofVariables() {
        List<String> lines = table("variable", "");
        for (ProcessVariable variable : ProcessVariable.values()) {
            lines.add(row(code(variable.name()), variable.description()));
        }
        return lines;
    }

    /** The schema says what a key takes in the words of its error messages. */
    static List<String> ofIssuerFile() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(ISSUER_SCHEMA.toFile());
        List<String> lines = table("key", "required", "takes");
        addKeys(schema, schema, "", "", lines);
        return lines;
    }

    /** What stands in a mapping whose keys depend on the transport, transport by transport. */
    private static void addKeysByTransport(JsonNode schema, String key, List<String> lines) {
        schema.path("allOf").forEach(rule -> {
            JsonNode ofKey = rule.at("/then/properties/" + key);
            String transport =
                    rule.at("/if/properties/transport/properties/type/const").asText();
            if (!ofKey.isMissingNode()) {
                addKeys(schema, resolved(schema, ofKey), key + ".", " (" + transport + ")", lines);
            }
        });
    }

    private static void addKeys(JsonNode schema, JsonNode object, String prefix, String of, List<String> lines) {
        List<String> required = StreamSupport.stream(object.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        object.path("properties").properties().forEach(property -> {
            if (property.getValue().isBoolean()) {
                return;
            }
            JsonNode rule = resolved(schema, property.getValue());
            String key = prefix + property.getKey();
            lines.add(row(code(key) + of, required.contains(property.getKey()) ? "yes" : "", takes(schema, rule)));
            addKeys(schema, rule, key + ".", of, lines);
            if (prefix.isEmpty()) {
                addKeysByTransport(schema, property.getKey(), lines);
            }
        });
    }

    private static JsonNode resolved(JsonNode schema, JsonNode rule) {
        String reference = rule.path("$ref").asText();
        return reference.startsWith("#") ? schema.at(reference.substring(1)) : rule;
    }

    private static String takes(JsonNode schema, JsonNode rule) {
        String takes = rule.has("enum") ? oneOf(rule) : rule.path("description").asText();
        JsonNode element = resolved(schema, rule.path("items"));
        if (element.has("description")) {
            takes += "; each is " + element.path("description").asText();
        }
        JsonNode value = resolved(schema, rule.path("additionalProperties"));
        return value.has("enum") ? takes + "; each is " + oneOf(value) : takes;
    }

    private static String oneOf(JsonNode rule) {
        List<String> values = new ArrayList<>();
        rule.path("enum").forEach(value -> values.add(code(value.asText())));
        return String.join(", ", values);
    }

    private static String defaultOf(Key<?> key) {
        return key.defaultValue() == null ? "none" : code(key.defaultValue());
    }

    private static String values(Key<?> key) {
        return key.kind().values();
    }

    static List<String> table(String... columns) {
        List<String> lines = new ArrayList<>();
        lines.add(row(columns));
        lines.add("| --- ".repeat(columns.length) + "|");
        return lines;
    }

    static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    static String code(String text) {
        return "`" + text + "`";
    }
}
