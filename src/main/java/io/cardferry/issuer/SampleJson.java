package io.cardferry.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.Difference;
import io.cardferry.mapping.JsonDifferences;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.VerificationMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The JSON documents of samples, and how two of them differ. */
final class SampleJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SampleJson() {}

    /** @throws IllegalArgumentException if it is no JSON */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            // What is nested too deeply has no place.
            String where = wrong.getLocation() == null
                    ? ""
                    : " (line " + wrong.getLocation().getLineNr() + ")";
            throw new IllegalArgumentException("is not JSON" + where, wrong);
        }
    }

    static JsonNode of(Map<String, String> headers) {
        ObjectNode document = JSON.createObjectNode();
        headers.forEach(document::put);
        return document;
    }

    /** An outcome as {@code outcome.json} has it: what is {@code null} or empty is left out. */
    static ObjectNode of(Outcome outcome) {
        ObjectNode document = JSON.createObjectNode();
        document.put("outcome", outcome.outcomeClass().word());
        if (outcome.decision() != null) {
            document.put("decision", outcome.decision().name());
        }
        if (outcome.tokenReference() != null) {
            document.put("tokenReference", outcome.tokenReference());
        }
        if (!outcome.verificationMethods().isEmpty()) {
            ArrayNode methods = document.putArray("verificationMethods");
            for (VerificationMethod method : outcome.verificationMethods()) {
                ObjectNode entry = methods.addObject().put("id", method.id()).put("type", method.type());
                if (method.hint() != null) {
                    entry.put("hint", method.hint());
                }
            }
        }
        if (outcome.retryAfter() != null) {
            document.put("retryAfter", DurationText.print(outcome.retryAfter()));
        }
        if (outcome.reason() != null) {
            ObjectNode reason = document.putObject("reason");
            reason.put("code", outcome.reason().code().code());
            if (outcome.reason().detail() != null) {
                reason.put("detail", outcome.reason().detail());
            }
        }
        return document;
    }

    /** As {@link JsonDifferences#between}, and the order of an object's keys counts: on the wire there is one. */
    static List<Difference> differencesOnTheWire(JsonNode expected, JsonNode actual) {
        List<Difference> differences = JsonDifferences.between(expected, actual);
        return differences.isEmpty() ? inOrder("", expected, actual) : differences;
    }

    /** Of two documents that are equal but for the order of keys. */
    private static List<Difference> inOrder(String pointer, JsonNode expected, JsonNode actual) {
        List<Difference> differences = new ArrayList<>();
        if (!order(expected).equals(order(actual))) {
            differences.add(new Difference(
                    pointer.isEmpty() ? "/" : pointer, "in the order " + order(expected), order(actual)));
        }
        expected.properties()
                .forEach(child -> differences.addAll(
                        inOrder(pointer + "/" + child.getKey(), child.getValue(), actual.get(child.getKey()))));
        for (int i = 0; expected.isArray() && i < expected.size(); i++) {
            differences.addAll(inOrder(pointer + "/" + i, expected.get(i), actual.get(i)));
        }
        return differences;
    }

    private static String order(JsonNode object) {
        return String.join(
                ", ", object.properties().stream().map(Map.Entry::getKey).toList());
    }
}
