package io.cardferry.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
            throw new IllegalArgumentException(
                    "is not JSON (line " + wrong.getLocation().getLineNr() + ")", wrong);
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

    /** As {@link JsonDifferences#between}, and a line if only the order of keys differs: on the wire it counts. */
    static List<String> differencesOnTheWire(JsonNode expected, JsonNode actual) {
        List<String> lines = new ArrayList<>(JsonDifferences.between(expected, actual));
        if (lines.isEmpty() && !expected.toString().equals(actual.toString())) {
            lines.add("the keys come out in another order");
        }
        return lines;
    }
}
