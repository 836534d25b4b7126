package io.cardferry.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The OpenAPI document as the tests read it. Its schemas are of JSON Schema 2020-12, as OpenAPI 3.1 has it. */
final class ApiDocument {

    /** As it is published: a client gets along with keys that it does not know. */
    static final ApiDocument PUBLISHED = new ApiDocument(Function.identity());

    /** Nothing may be there but what stands in it, so that a key or event that it does not know is seen. */
    static final ApiDocument CLOSED = new ApiDocument(ApiDocument::closed);

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode root;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private ApiDocument(Function<JsonNode, JsonNode> change) {
        try (InputStream text = ApiDocument.class.getResourceAsStream("/io/cardferry/intake/pages/openapi.yaml")) {
            root = change.apply(new ObjectMapper(new YAMLFactory()).readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    JsonNode schema(String name) {
        return root.at("/components/schemas/" + name);
    }

    /** What a reference stands for, or the node itself. */
    JsonNode resolved(JsonNode node) {
        JsonNode target = node;
        while (target.has("$ref")) {
            target = root.at(target.path("$ref").asText().substring(1));
        }
        return target;
    }

    /** The path item that a path belongs to: one without parameters wins. */
    Optional<JsonNode> pathItem(String path) {
        JsonNode paths = root.path("paths");
        return paths.has(path)
                ? Optional.of(paths.get(path))
                : paths.properties().stream()
                        .filter(item -> matches(item.getKey().split("/", -1), path.split("/", -1)))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    private static boolean matches(String[] template, String[] path) {
        boolean same = template.length == path.length;
        for (int i = 0; same && i < template.length; i++) {
            same = template[i].startsWith("{") ? !path[i].isEmpty() : template[i].equals(path[i]);
        }
        return same;
    }

    /** What is wrong with a value; empty if it is as the schema says. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return schemas
                .computeIfAbsent(schema, this::compiled)
                .validate(value, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** A schema with the components beside it, so that its references lead somewhere. */
    private Schema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", root.path("components"));
        return SCHEMAS.getSchema(whole);
    }

    /** The node and everything below it. */
    static Stream<JsonNode> within(JsonNode node) {
        return Stream.concat(Stream.of(node), node.valueStream().flatMap(ApiDocument::within));
    }

    private static JsonNode closed(JsonNode open) {
        JsonNode closed = open.deepCopy();
        within(closed)
                .filter(node -> node.path("type").toString().contains("\"object\""))
                .filter(node -> node.path("properties").isObject() && !node.has("additionalProperties"))
                .toList()
                .forEach(node -> ((ObjectNode) node).put("additionalProperties", false));
        within(closed)
                .filter(node -> node.path("type").asText().equals("string")
                        && node.path("examples").isArray())
                .toList()
                .forEach(node -> ((ObjectNode) node).set("enum", node.get("examples")));
        return closed;
    }
}
