package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The {@code answer.json} of a sample.
 *
 * @param requestId the request that the answer is given to
 * @param answer what the issuer answers
 */
record SampleAnswer(UUID requestId, IssuerAnswer answer) {

    private static final Set<String> KEYS = Set.of("requestId", "status", "retryAfter", "body", "text");

    /**
     * @param bodyBeside the body, if it stands in a file of its own; else {@code null}
     * @throws IllegalArgumentException if a key is missing or unknown, or the body is given twice
     */
    static SampleAnswer of(JsonNode document, byte[] bodyBeside) {
        List<String> unknown = document.properties().stream()
                .map(property -> property.getKey())
                .filter(key -> !KEYS.contains(key))
                .toList();
        long bodies = Stream.of(document.has("body"), document.has("text"), bodyBeside != null)
                .filter(given -> given)
                .count();
        if (!unknown.isEmpty() || !document.path("status").isInt() || bodies > 1) {
            throw new IllegalArgumentException("has the keys requestId, status (a number), retryAfter, and one "
                    + "of body (JSON) and text, if the body is in no file of its own");
        }
        String body = document.has("body")
                ? document.get("body").toString()
                : document.path("text").asText();
        try {
            return new SampleAnswer(
                    UUID.fromString(document.path("requestId").asText()),
                    new IssuerAnswer(
                            document.get("status").intValue(),
                            document.path("retryAfter").textValue(),
                            bodyBeside != null ? bodyBeside : body.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException noUuid) {
            throw new IllegalArgumentException("requestId is not a UUID", noUuid);
        }
    }
}
