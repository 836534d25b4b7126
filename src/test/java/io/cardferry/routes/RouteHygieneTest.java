package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route file reads like prose: short, named, described, in the one form that every tool understands. */
class RouteHygieneTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int LINES_MAX = 60;

    /** What an id begins with: a verb, so that a list of routes tells what the hub does. */
    private static final Pattern VERB_NOUN = Pattern.compile(
            "(accept|ask|discard|discover|inquire|list|pause|record|refresh|reload|render|replay|resolve|resume|search|send|show"
                    + "|start|submit|sweep|take)(-[a-z]+)+");

    /** The spine itself; its noun is the registration that comes in. */
    private static final Set<String> VERBS_ALONE = Set.of("register");

    /** A template stands for things: one route for each of them is made of it. */
    private static final Pattern NOUN = Pattern.compile("[a-z]+(-[a-z]+)+");

    private static final Pattern TELLS_DATA = Pattern.compile(
            "\\$\\{[^}]*(body|header|exception|exchange|variable|message)[^}]*}", Pattern.CASE_INSENSITIVE);

    private static Schema canonical;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream schema = RouteHygieneTest.class.getResourceAsStream("/schema/camelYamlDsl-canonical.json")) {
            canonical = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(schema, InputFormat.JSON);
        }
    }

    /** All route files, those of the mocks included where a rule holds for them as well. */
    static Stream<Path> files() {
        return filesOf("routes");
    }

    static Stream<Path> filesAndMocks() {
        return Stream.concat(files(), Stream.concat(filesOf("mocks"), filesOf("skeletons")));
    }

    private static Stream<Path> filesOf(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("filesAndMocks")
    void itIsWrittenInTheCanonicalForm(Path file) throws IOException {
        assertThat(canonical.validate(YAML.readTree(file.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("filesAndMocks")
    void itSaysFirstWhyItExists(Path file) throws IOException {
        assertThat(Files.readAllLines(file).get(0)).matches("# \\w.{20,}");
    }

    @ParameterizedTest
    @MethodSource("filesAndMocks")
    void itHasOneConcernAndSoFewLines(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(LINES_MAX);
    }

    @ParameterizedTest
    @MethodSource("filesAndMocks")
    void everyRouteHasADescription(Path file) throws IOException {
        for (JsonNode route : routesOf(file)) {
            assertThat(route.path("description").asText())
                    .as(route.path("id").asText())
                    .matches("[A-Z].{15,}[^.]");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyRouteIsNamedForWhatItDoes(Path file) throws IOException {
        for (JsonNode entry : YAML.readTree(file.toFile())) {
            String id = entry.path("route").path("id").asText();
            assertThat(entry.has("route") ? id : "register")
                    .matches(name -> VERBS_ALONE.contains(name)
                            || VERB_NOUN.matcher(name).matches());
            assertThat(
                            entry.has("routeTemplate")
                                    ? entry.path("routeTemplate").path("id").asText()
                                    : "no-template")
                    .matches(NOUN);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyRouteSaysWhatBecomesOfItsFailures(Path file) throws IOException {
        Set<String> known = routeConfigurations();
        for (JsonNode route : routesOf(file)) {
            assertThat(route.path("routeConfigurationId").asText())
                    .as(route.path("id").asText())
                    .isIn(known);
        }
    }

    @ParameterizedTest
    @MethodSource("filesAndMocks")
    void nothingOfAMessageIsLogged(Path file) throws IOException {
        assertThat(tellingLogs(YAML.readTree(file.toFile()))).isEmpty();
    }

    @Test
    void noIdStandsTwice() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files().toList()) {
            routesOf(file).stream()
                    .map(route -> route.path("id").asText())
                    .filter(id -> !id.isEmpty())
                    .forEach(ids::add);
        }
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: {uri: 'log:cards'}",
                "- log: {message: 'got ${body}'}",
                "- log: 'failed with ${exception.message}'",
                "- choice: {when: [{steps: [{log: {message: 'key ${header.Idempotency-Key}'}}]}]}",
                "- log: {message: '${exchangeProperty.CamelExceptionCaught}'}"
            })
    void aLogOfDataIsSeenWhereverItStands(String steps) throws IOException {
        assertThat(tellingLogs(YAML.readTree(steps))).hasSize(1);
    }

    private static List<String> tellingLogs(JsonNode node) {
        List<String> found = new ArrayList<>();
        node.properties().forEach(field -> {
            String text = field.getValue().toString();
            boolean logStep =
                    field.getKey().equals("log") && TELLS_DATA.matcher(text).find();
            boolean logEndpoint = field.getKey().equals("uri") && text.startsWith("\"log:");
            if (logStep || logEndpoint) {
                found.add(text);
            }
            found.addAll(tellingLogs(field.getValue()));
        });
        if (node.isArray()) {
            node.forEach(element -> found.addAll(tellingLogs(element)));
        }
        return found;
    }

    private static List<JsonNode> routesOf(Path file) throws IOException {
        List<JsonNode> routes = new ArrayList<>();
        for (JsonNode entry : YAML.readTree(file.toFile())) {
            if (entry.has("route")) {
                routes.add(entry.get("route"));
            }
            if (entry.has("routeTemplate")) {
                routes.add(entry.get("routeTemplate").get("route"));
            }
        }
        return routes;
    }

    private static Set<String> routeConfigurations() throws IOException {
        Set<String> ids = new TreeSet<>();
        for (JsonNode entry :
                YAML.readTree(Path.of("routes/failures.camel.yaml").toFile())) {
            ids.add(entry.path("routeConfiguration").path("id").asText());
        }
        return ids;
    }
}
