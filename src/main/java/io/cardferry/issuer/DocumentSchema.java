package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cardferry.security.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** A JSON Schema (draft 2020-12) of this package, whose violations come as one plain sentence each. */
final class DocumentSchema {

    /** Of {@code issuer.yaml}. */
    static final DocumentSchema ISSUER = new DocumentSchema("issuer.schema.json");

    /** Of {@code canonical.json} in samples. */
    static final DocumentSchema CANONICAL_CARD = new DocumentSchema("canonical-card.schema.json");

    /** Of the layout of fixed-length records. */
    static final DocumentSchema FIXED_LENGTH_LAYOUT = new DocumentSchema("fixed-length-layout.schema.json");

    /** Of the layout of ISO 8583 messages. */
    static final DocumentSchema ISO8583_LAYOUT = new DocumentSchema("iso8583-layout.schema.json");

    private final Schema schema;

    /**
     * @param pointer the JSON pointer of the value that is wrong; empty for the document
     * @param what what is wrong with it, and what is allowed
     */
    record Violation(String pointer, String what) {}

    private DocumentSchema(String resource) {
        try (InputStream text = DocumentSchema.class.getResourceAsStream(resource)) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
            schema.initializeValidators();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @return empty if the document is right; at most one per pointer and key, in no promised order */
    List<Violation> violations(JsonNode document) {
        return schema.validate(document).stream()
                .map(error -> new Violation(error.getInstanceLocation().toString(), sentence(error)))
                .distinct()
                .sorted(Comparator.comparing(Violation::pointer))
                .toList();
    }

    private String sentence(Error error) {
        JsonNode rule = ruleOf(error);
        return switch (error.getKeyword()) {
            case "additionalProperties" ->
                unknownKey(error.getProperty(), rule.path("properties"))
                        + rule.path("$comment").asText();
            case "required" ->
                "the key '" + error.getProperty() + "' is missing"
                        + whatItTakes(rule.path("properties").path(error.getProperty()));
            case "propertyNames" ->
                "the key " + SafeText.quoted(String.valueOf(error.getProperty())) + " is not "
                        + rule.path("propertyNames").path("description").asText();
            case "enum" -> print(error.getInstanceNode()) + " is not allowed; allowed is " + listed(rule.path("enum"));
            default ->
                print(error.getInstanceNode()) + " is not "
                        + rule.path("description").asText("allowed here") + quotesHint(error, rule);
        };
    }

    private String whatItTakes(JsonNode rule) {
        JsonNode own = rule.has("$ref")
                ? schema.getSchemaNode().at(rule.path("$ref").asText().substring(1))
                : rule;
        if (own.has("enum")) {
            return "; allowed is " + listed(own.path("enum"));
        }
        return own.has("description") ? "; it is " + own.path("description").asText() : "";
    }

    /** The subschema whose keyword failed. */
    private JsonNode ruleOf(Error error) {
        String fragment = error.getSchemaLocation().getFragment().toString();
        return schema.getSchemaNode().at(fragment.substring(0, fragment.lastIndexOf('/')));
    }

    private static String unknownKey(String key, JsonNode known) {
        TreeSet<String> names = new TreeSet<>();
        known.fieldNames().forEachRemaining(names::add);
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String nearest = names.stream()
                .min(Comparator.comparingInt(name -> distance.apply(key, name)))
                .orElse("");
        return "the key " + SafeText.quoted(key) + " is unknown; the nearest is '" + nearest + "' (known are "
                + String.join(", ", names) + ")";
    }

    /** Where quotes are all that is missing. */
    private static String quotesHint(Error error, JsonNode rule) {
        boolean unquoted = error.getKeyword().equals("type")
                && "string".equals(error.getSchemaNode().asText())
                && error.getInstanceNode().isValueNode()
                && error.getInstanceNode().asText().matches(rule.path("pattern").asText(".*"));
        return unquoted ? "; write it in quotes" : "";
    }

    private static String listed(JsonNode allowed) {
        Stream<JsonNode> values = StreamSupport.stream(allowed.spliterator(), false);
        return String.join(", ", values.map(JsonNode::asText).toList());
    }

    private static String print(JsonNode value) {
        return value.isContainerNode() ? "this" : SafeText.quoted(value.asText());
    }
}
