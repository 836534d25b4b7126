package io.cardferry.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.cardferry.docs.DocumentedRoute.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Everything under {@code routes/}, read as the YAML that it is (RouteHygieneTest holds it to the canonical form).
 *
 * @param routes in the order of the files' names
 * @param doors what clients call
 * @param policies the route configurations' descriptions by their ids
 */
record RouteFiles(List<DocumentedRoute> routes, List<Door> doors, Map<String, String> policies) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Path.of("routes");

    /** Steps that send a message somewhere. */
    private static final Set<String> SENDING =
            Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter");

    /** Steps within which a message goes another way than straight on. */
    private static final Set<String> SURROUNDING =
            Set.of("split", "multicast", "choice", "filter", "loop", "circuitBreaker", "aggregate", "doCatch");

    /** An operation of the HTTP API, and the endpoint behind it. */
    record Door(String call, String uri, Path file) {}

    static RouteFiles read() throws IOException {
        RouteFiles all = new RouteFiles(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList()) {
                for (JsonNode entry : YAML.readTree(file.toFile())) {
                    all.add(file, entry);
                }
            }
        }
        return all;
    }

    private void add(Path file, JsonNode entry) {
        if (entry.has("route")) {
            routes.add(route(file, entry.path("route"), entry.path("route").path("id"), false, List.of()));
        }
        JsonNode template = entry.path("routeTemplate");
        if (!template.isMissingNode()) {
            List<String> parameters = StreamSupport.stream(
                            template.path("parameters").spliterator(), false)
                    .map(parameter -> parameter.path("name").asText())
                    .toList();
            routes.add(route(file, template.path("route"), template.path("id"), true, parameters));
        }
        JsonNode policy = entry.path("routeConfiguration");
        if (!policy.isMissingNode()) {
            policies.put(policy.path("id").asText(), policy.path("description").asText());
        }
        addDoors(file, entry.path("rest"));
    }

    private void addDoors(Path file, JsonNode rest) {
        for (String method : List.of("get", "post", "put", "patch", "delete", "head")) {
            for (JsonNode operation : rest.path(method)) {
                String path =
                        (rest.path("path").asText() + operation.path("path").asText()).replace("//", "/");
                String uri = operation.path("to").path("uri").asText();
                doors.add(new Door(method.toUpperCase(Locale.ROOT) + " " + path, uri, file));
            }
        }
    }

    private static DocumentedRoute route(
            Path file, JsonNode route, JsonNode id, boolean isTemplate, List<String> parameters) {
        JsonNode from = route.path("from");
        List<Exit> exits = new ArrayList<>();
        collect(from.path("steps"), List.of(), exits);
        return new DocumentedRoute(
                file,
                id.asText(),
                route.path("description").asText(),
                isTemplate,
                parameters,
                from.path("uri").asText(),
                Optional.ofNullable(from.path("parameters").path("period").asText(null)),
                route.path("routeConfigurationId").asText(),
                exits);
    }

    private static void collect(JsonNode node, List<String> around, List<Exit> exits) {
        node.forEach(element -> {
            if (node.isArray()) {
                collect(element, around, exits);
            }
        });
        node.properties().forEach(field -> {
            String key = field.getKey();
            JsonNode step = field.getValue();
            if (SENDING.contains(key)) {
                List<String> eips = key.equals("to") ? around : with(around, key);
                exits.add(new Exit(eips, endpoint(step), step.path("id").asText() + " " + step.path("description")));
            }
            collect(step, SURROUNDING.contains(key) ? with(around, key) : around, exits);
        });
    }

    /** Empty where an expression or a bean of the running hub says it. */
    private static Optional<String> endpoint(JsonNode step) {
        JsonNode expression = step.path("expression");
        String uri = step.has("uri")
                ? step.path("uri").asText()
                : expression.path("constant").path("expression").asText();
        return uri.isEmpty() || uri.contains("${") ? Optional.empty() : Optional.of(uri);
    }

    private static List<String> with(List<String> around, String eip) {
        return Stream.concat(around.stream(), Stream.of(eip)).toList();
    }

    /** The route that begins with this endpoint, if it is one of ours. */
    Optional<DocumentedRoute> at(String uri) {
        String endpoint = uri.replaceFirst("\\?.*", "");
        return routes.stream().filter(route -> route.from().equals(endpoint)).findFirst();
    }

    boolean isCalledFromOutsideOnly(DocumentedRoute route) {
        return doors.stream().anyMatch(door -> door.uri().equals(route.from()))
                && routes.stream()
                        .flatMap(caller -> caller.exits().stream())
                        .noneMatch(
                                exit -> exit.uri().filter(route.from()::equals).isPresent());
    }

    /**
     * Where a step sends to if only the running hub knows the endpoint: the routes and templates that its description
     * names.
     *
     * @throws AssertionError if it names none
     */
    List<DocumentedRoute> meantBy(DocumentedRoute route, Exit exit) {
        List<String> words = List.of(exit.said().split("[^A-Za-z0-9-]+"));
        List<DocumentedRoute> meant = routes.stream()
                .filter(one -> words.subList(1, words.size()).contains(one.id()))
                .toList();
        if (meant.isEmpty()) {
            throw new AssertionError("the step '" + words.get(0) + "' of the route '" + route.id() + "' in "
                    + route.file() + " sends to where only the running hub knows:"
                    + " give it a description that names the routes or route templates that it means");
        }
        return meant;
    }
}
