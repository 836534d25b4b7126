package io.cardferry.contract;

import static io.cardferry.contract.Json.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cardferry.intake.ProblemCode;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds one answer of a hub against the OpenAPI document: operation, status, headers, media type and body. */
record DocumentedAnswer(
        String method,
        String path,
        String requestBody,
        int status,
        HttpHeaders headers,
        String contentType,
        String body) {

    private static final ApiDocument DOCUMENT = ApiDocument.CLOSED;
    private static final String PROBLEM = "application/problem+json";

    /** The headers that belong to some answers and not to others. */
    private static final Set<String> HEADERS = ApiDocument.within(DOCUMENT.root())
            .filter(node -> node.has("description") && node.path("headers").isObject())
            .flatMap(node -> node.path("headers").propertyStream())
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));

    /** What a hub may answer to a request that no operation is there for. */
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 405, 413, 415, 429, 431, 503);

    static DocumentedAnswer of(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new DocumentedAnswer(
                response.request().method(),
                response.request().uri().getRawPath(),
                RequestBody.of(response.request()),
                response.statusCode(),
                response.headers(),
                type.replaceFirst(" *;.*", "").toLowerCase(Locale.ROOT),
                response.body());
    }

    /** @throws AssertionError if the document does not say that a hub may answer so; names everything that is wrong */
    void check() {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new AssertionError(method + " " + path + " was answered " + status
                    + " in a way that openapi.yaml does not tell:\n  " + String.join("\n  ", faults) + "\n  body: "
                    + body);
        }
    }

    private List<String> faults() {
        JsonNode item = DOCUMENT.pathItem(path).orElse(null);
        boolean head = method.equals("HEAD");
        JsonNode operation = item == null ? null : item.get(head ? "get" : method.toLowerCase(Locale.ROOT));
        if (operation == null) {
            return refusalFaults(item);
        }
        JsonNode response = DOCUMENT.resolved(operation.path("responses").path(Integer.toString(status)));
        if (response.isMissingNode()) {
            return List.of("the status is not documented");
        }
        List<String> faults = new ArrayList<>(headerFaults(response));
        faults.addAll(bodyFaults(response.path("content"), head));
        faults.addAll(requestFaults(operation));
        return faults;
    }

    private List<String> refusalFaults(JsonNode item) {
        if (!REFUSALS.contains(status)) {
            return List.of("there is no such operation");
        }
        List<String> faults = new ArrayList<>(problemFaults());
        if (status == 405) {
            Set<String> allowed = item == null ? Set.of() : methods(item);
            String allow = headers.firstValue("Allow").orElse("");
            if (!allowed.equals(Set.of(allow.split(", ")))) {
                faults.add("Allow is " + allow + ", the document has " + allowed);
            }
        }
        return faults;
    }

    private static Set<String> methods(JsonNode item) {
        Set<String> methods = new TreeSet<>();
        item.propertyStream()
                .map(property -> property.getKey().toUpperCase(Locale.ROOT))
                .filter(name -> !name.equals("PARAMETERS"))
                .forEach(methods::add);
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private List<String> headerFaults(JsonNode response) {
        List<String> faults = new ArrayList<>();
        JsonNode documented = response.path("headers");
        for (String name : HEADERS) {
            List<String> values = headers.allValues(name);
            JsonNode header = DOCUMENT.resolved(documented.path(name));
            if (header.isMissingNode() && !values.isEmpty()) {
                faults.add("the header " + name + " is not documented for this status");
            } else if (values.isEmpty() && header.path("required").asBoolean()) {
                faults.add("the header " + name + " is missing");
            } else if (values.size() > 1) {
                faults.add("the header " + name + " stands there more than once");
            } else if (!values.isEmpty()) {
                faults.addAll(DOCUMENT.faults(header.path("schema"), headerValue(header, values.get(0))));
            }
        }
        return faults;
    }

    private static JsonNode headerValue(JsonNode header, String value) {
        String type = DOCUMENT.resolved(header.path("schema")).path("type").asText();
        return type.equals("string") ? TextNode.valueOf(value) : json(value);
    }

    private List<String> bodyFaults(JsonNode content, boolean head) {
        if (content.isMissingNode()) {
            return body.isEmpty() ? List.of() : List.of("there is a body");
        }
        if (!content.has(contentType)) {
            return List.of("the media type " + contentType + " is not documented");
        }
        if (head) {
            return body.isEmpty() ? List.of() : List.of("there is a body");
        }
        JsonNode media = content.get(contentType);
        if (!contentType.endsWith("json")) {
            return DOCUMENT.faults(media.path("schema"), TextNode.valueOf(body));
        }
        List<String> faults = new ArrayList<>(DOCUMENT.faults(media.path("schema"), json(body)));
        if (contentType.equals(PROBLEM)) {
            faults.addAll(problemFaults());
            if (!media.path("examples").has(problem())) {
                faults.add("the problem " + problem() + " is not among the examples of this status");
            }
        }
        return faults;
    }

    private String problem() {
        return json(body).path("type").asText().replaceFirst(".*:", "");
    }

    private List<String> problemFaults() {
        if (!contentType.equals(PROBLEM)) {
            return List.of("the media type is " + contentType + ", not " + PROBLEM);
        }
        if (method.equals("HEAD")) {
            return List.of();
        }
        List<String> faults = new ArrayList<>(DOCUMENT.faults(DOCUMENT.schema("Problem"), json(body)));
        boolean known = Arrays.stream(ProblemCode.values())
                .anyMatch(code -> code.code().equals(problem()) && code.status() == status);
        if (!known || json(body).path("status").asInt() != status) {
            faults.add("the problem " + problem() + " does not belong to this status");
        }
        return faults;
    }

    /** A request that was taken is as the published document says, and one that was not is not. */
    private List<String> requestFaults(JsonNode operation) {
        JsonNode content = operation.path("requestBody").path("content").path("application/json");
        if (content.isMissingNode() || status >= 300 && status != 422) {
            return List.of();
        }
        List<String> faults = ApiDocument.PUBLISHED.faults(content.path("schema"), json(requestBody));
        if (status < 300) {
            return faults;
        }
        // No pattern that every tool reads alike can tell half of a surrogate pair (it is no Unicode text at all), and
        // none can tell which cursors the hub gave out, what died, how its card is listed now, what is kept of it, or
        // what lies on the hub's disk.
        boolean tellable = problem().equals("invalid-request")
                && !body.contains("surrogate")
                && !body.contains("\"pointer\":\"/cursor\"")
                && !body.contains("\"pointer\":\"/refresh\",\"detail\":\"the card can't be registered")
                && !body.contains("a whole registration died")
                && !body.contains("its message was removed")
                && !body.contains("\"detail\":\"nothing has changed: ")
                && !body.contains("is a card number by its form");
        return tellable && faults.isEmpty() ? List.of("it refuses what is right by the document") : List.of();
    }
}
