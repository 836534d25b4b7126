package io.cardferry.contract;

import static io.cardferry.contract.ApiDocument.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.pages.ApiPages;
import io.cardferry.postgres.Once;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The OpenAPI document by itself: that it is one, and that it is whole. */
@Once
class ApiDocumentTest {

    private static final ApiDocument DOCUMENT = ApiDocument.CLOSED;
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @Test
    void itIsAnOpenApiDocumentByTheOfficialSchema() throws IOException {
        try (InputStream official = ApiDocumentTest.class.getResourceAsStream("openapi-3.1.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(official, InputFormat.JSON);

            assertThat(schema.validate(ApiDocument.PUBLISHED.root())).isEmpty();
        }
    }

    @Test
    void everySchemaOfItIsASchema() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(schemas())
                .hasSizeGreaterThan(50)
                .allSatisfy(schema -> assertThat(meta.validate(schema)).isEmpty());
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsReferredTo() {
        Set<String> references = new TreeSet<>();
        within(ApiDocument.PUBLISHED.root())
                .filter(node -> node.path("$ref").isTextual())
                .forEach(node -> references.add(node.path("$ref").asText()));
        Set<String> components = new TreeSet<>();
        ApiDocument.PUBLISHED
                .root()
                .path("components")
                .propertyStream()
                .forEach(kind -> kind.getValue()
                        .propertyStream()
                        .forEach(component ->
                                components.add("#/components/" + kind.getKey() + "/" + component.getKey())));

        assertThat(references).isEqualTo(components);
    }

    @Test
    void everyOperationHasANameOfItsOwnAndSaysWhatItIsFor() {
        List<String> names = new ArrayList<>();
        Set<String> tags = new TreeSet<>();
        ApiDocument.PUBLISHED
                .root()
                .path("tags")
                .forEach(tag -> tags.add(tag.path("name").asText()));

        assertThat(operations()).hasSizeGreaterThan(8);
        operations().forEach((key, operation) -> {
            names.add(operation.path("operationId").asText());
            assertThat(operation.path("operationId").asText()).as(key).matches("[a-z]+[A-Za-z]+");
            assertThat(operation.path("summary").asText()).as(key).matches("[A-Z].{5,70}[^.]");
            assertThat(operation.path("description").asText().strip()).as(key).matches("(?s)[A-Z].{15,}[.]");
            assertThat(operation.path("tags")).as(key).hasSize(1).allMatch(tag -> tags.contains(tag.asText()));
        });
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void everyRouteOfTheApiIsAnOperationAndTheOtherWayRound() throws IOException {
        Set<String> expected = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .toList()) {
                expected.addAll(restOperations(new ObjectMapper(new YAMLFactory()).readTree(file.toFile())));
            }
        }
        assertThat(expected).contains("post /v1/registrations", "get /health/live");
        Set<String> pages = new TreeSet<>(ApiPages.byPath().keySet());
        JsonNode file = operations().get("get /docs/{file}").path("parameters").path(0);
        file.path("schema")
                .path("enum")
                .forEach(name ->
                        assertThat(pages.remove("/docs/" + name.asText())).isTrue());
        pages.forEach(page -> expected.add("get " + page));
        expected.add("get /docs/{file}");

        assertThat(operations().keySet()).isEqualTo(expected);
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        int[] examples = {0};
        within(DOCUMENT.root()).filter(node -> node.path("schema").isObject()).forEach(holder -> {
            for (JsonNode example : examplesOf(holder)) {
                examples[0]++;
                assertThat(DOCUMENT.faults(holder.path("schema"), example))
                        .as(example.toString())
                        .isEmpty();
            }
        });

        assertThat(examples[0]).isGreaterThan(40);
    }

    @Test
    void everyJsonOfItHasAnExample() {
        operations().forEach((key, operation) -> {
            Stream<JsonNode> answers = operation.path("responses").valueStream().map(DOCUMENT::resolved);
            Stream.concat(Stream.of(operation.path("requestBody")), answers)
                    .flatMap(holder -> holder.path("content").propertyStream())
                    .filter(content -> content.getKey().endsWith("json"))
                    .forEach(content ->
                            assertThat(examplesOf(content.getValue())).as(key).isNotEmpty());
        });
    }

    @Test
    void theExamplesOfProblemsAreTheHubsProblems() {
        within(DOCUMENT.root())
                .filter(node -> node.path("type").asText().startsWith("urn:cardferry:problem:"))
                .forEach(problem -> {
                    ProblemCode code = Arrays.stream(ProblemCode.values())
                            .filter(each ->
                                    each.type().equals(problem.path("type").asText()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(problem.path("title").asText()).isEqualTo(code.title());
                    assertThat(problem.path("status").asInt()).isEqualTo(code.status());
                });
    }

    @Test
    void itHasTheVersionOfTheHub() throws IOException {
        String version = ApiDocument.PUBLISHED.root().at("/info/version").asText();

        assertThat(Files.readString(Path.of("pom.xml")))
                .containsPattern("<artifactId>cardferry</artifactId>\\s*<version>" + Pattern.quote(version) + "[-<]");
    }

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        ApiDocument.PUBLISHED
                .root()
                .path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.put(method.getKey() + " " + path.getKey(), method.getValue())));
        return operations;
    }

    private static List<String> restOperations(JsonNode file) {
        List<String> operations = new ArrayList<>();
        for (JsonNode entry : file) {
            JsonNode rest = entry.path("rest");
            String base = rest.path("path").asText().replaceFirst("/$", "");
            rest.propertyStream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .forEach(method -> method.getValue()
                            .forEach(verb -> operations.add(method.getKey() + " " + base
                                    + verb.path("path").asText())));
        }
        return operations;
    }

    private static List<JsonNode> schemas() {
        JsonNode root = ApiDocument.PUBLISHED.root();
        Stream<JsonNode> inline = within(root).map(node -> node.path("schema")).filter(JsonNode::isObject);
        return Stream.concat(root.at("/components/schemas").valueStream(), inline)
                .toList();
    }

    private static List<JsonNode> examplesOf(JsonNode holder) {
        List<JsonNode> examples = new ArrayList<>();
        if (holder.has("example")) {
            examples.add(holder.get("example"));
        }
        holder.path("examples")
                .valueStream()
                .forEach(example -> examples.add(DOCUMENT.resolved(example).path("value")));
        return examples;
    }
}
