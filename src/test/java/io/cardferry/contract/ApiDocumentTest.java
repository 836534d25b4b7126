package io.cardferry.contract;

import static io.cardferry.contract.ApiDocument.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.SourceStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document by itself: that it is one, that it is whole, and that its lists are the hub's. */
class ApiDocumentTest {

    private static final ApiDocument DOCUMENT = ApiDocument.CLOSED;
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** In the classes that write the history, a literal of words with dashes is an event's name. */
    private static final Pattern EVENT = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");

    /** A row of a table that explains words. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

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

    static Stream<Arguments> enumerations() {
        return Stream.of(
                arguments("RegistrationStatus", words(RegistrationStatus.values(), Enum::name)),
                arguments("CardStatus", words(CardStatus.values(), Enum::name)),
                arguments("SourceStatus", words(SourceStatus.values(), Enum::name)),
                arguments("DeviceType", words(DeviceType.values(), Enum::name)),
                arguments("OutcomeClass", words(OutcomeClass.values(), OutcomeClass::word)),
                arguments("ReasonCode", words(ReasonCode.values(), ReasonCode::code)),
                arguments("ProblemType", words(ProblemCode.values(), ProblemCode::type)));
    }

    @ParameterizedTest
    @MethodSource("enumerations")
    void everyEnumerationIsTheHubs(String name, List<String> words) {
        assertThat(texts(DOCUMENT.schema(name).path("enum"))).containsExactlyInAnyOrderElementsOf(words);
    }

    @Test
    void everyWordIsExplainedThatIsNotPlain() {
        for (String name : List.of(
                "RegistrationStatus", "CardStatus", "SourceStatus", "OutcomeClass", "ReasonCode", "ProblemType")) {
            JsonNode schema = DOCUMENT.schema(name);
            List<String> words = texts(schema.path("enum")).stream()
                    .map(word -> word.replace("urn:cardferry:problem:", ""))
                    .toList();

            assertThat(rows(schema)).as(name).isEqualTo(words);
        }
        JsonNode event = DOCUMENT.schema("HistoryEntry").at("/properties/event");
        assertThat(rows(event)).isEqualTo(texts(event.path("examples")));
        assertThat(ProblemCode.values())
                .allSatisfy(code -> assertThat(DOCUMENT.schema("ProblemType")
                                .path("description")
                                .asText())
                        .contains("| `" + code.code() + "` | " + code.status() + " |"));
    }

    @Test
    void itsEventsAreThoseThatTheLedgerWrites() throws IOException {
        List<String> events = texts(DOCUMENT.schema("HistoryEntry").at("/properties/event/examples"));
        StringBuilder writers = new StringBuilder();
        for (String writer : List.of("AcceptanceRecorder", "AttemptRecorder", "DiscoveryRecorder", "History")) {
            writers.append(
                    Files.readString(Path.of("src/main/java/io/cardferry/registration/ledger", writer + ".java")));
        }

        assertThat(EVENT.matcher(writers).results().map(literal -> literal.group(1)))
                .isSubsetOf(events)
                .contains("cards-found");
        assertThat(events).allSatisfy(event -> assertThat(writers).contains("\"" + event + "\""));
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
        Map<String, JsonNode> operations = new java.util.TreeMap<>();
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

    private static List<String> rows(JsonNode schema) {
        return ROW.matcher(schema.path("description").asText())
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static <T> List<String> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).toList();
    }
}
