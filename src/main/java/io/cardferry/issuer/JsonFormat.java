package io.cardferry.issuer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.Difference;
import io.cardferry.mapping.JsltMapping;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON messages, mapped with JSLT. */
final class JsonFormat implements MessageFormat {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxDocumentLength(MAX_ANSWER)
                            .maxStringLength(MAX_ANSWER)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Else characters beyond the basic plane would be written as two escapes each.
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsltMapping request;
    private final JsltMapping answer;

    JsonFormat(JsltMapping request, JsltMapping answer) {
        this.request = request;
        this.answer = answer;
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] write(JsonNode canonical) {
        JsonNode message = request.apply(canonical);
        if (!message.isObject()) {
            throw new MappingFailed(request.file(), "the mapping gives no JSON object");
        }
        requireText(message, "");
        try {
            byte[] body = JSON.writeValueAsBytes(message);
            if (body.length > MAX_MESSAGE) {
                throw new MappingFailed(request.file(), "the message is longer than " + MAX_MESSAGE + " bytes");
            }
            return body;
        } catch (JsonProcessingException impossible) {
            throw new MappingFailed(request.file(), "the mapping gives no JSON");
        }
    }

    @Override
    public JsonNode read(int status, byte[] body) {
        ObjectNode input = JSON.createObjectNode();
        input.put("status", status);
        input.set("body", parse(body));
        return answer.apply(input);
    }

    @Override
    public String sampleEnding() {
        return "json";
    }

    @Override
    public Map<String, String> fields(byte[] message) {
        Map<String, String> fields = new LinkedHashMap<>();
        addFields("", SampleJson.parse(text(message)), fields);
        return fields;
    }

    private static void addFields(String pointer, JsonNode node, Map<String, String> fields) {
        if (node.isEmpty()) {
            fields.put(pointer, node.isTextual() ? node.textValue() : node.toString());
        }
        node.properties()
                .forEach(child -> addFields(
                        pointer + "/" + child.getKey().replace("~", "~0").replace("/", "~1"),
                        child.getValue(),
                        fields));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            addFields(pointer + "/" + i, node.get(i), fields);
        }
    }

    @Override
    public List<Difference> differences(byte[] sample, byte[] message) {
        return SampleJson.differencesOnTheWire(SampleJson.parse(text(sample)), SampleJson.parse(text(message)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static JsonNode parse(byte[] body) {
        if (body.length > MAX_ANSWER) {
            throw new UnreadableAnswer("the answer is longer than " + MAX_ANSWER + " bytes");
        }
        try {
            JsonNode parsed = JSON.readTree(body);
            return parsed.isMissingNode() ? JSON.nullNode() : parsed;
        } catch (IOException rubbish) {
            // Not as a cause: Jackson's messages quote the body.
            throw new UnreadableAnswer("the answer is not JSON");
        }
    }

    /** Refuses half a surrogate pair: JSON can escape it, but no UTF-8 can hold it, and issuers differ in what they make of it. */
    private static void requireText(JsonNode node, String pointer) {
        if (node.isTextual() && !StandardCharsets.UTF_8.newEncoder().canEncode(node.textValue())) {
            throw new NotRepresentable(pointer, "holds half a character (an unpaired surrogate)");
        }
        for (Map.Entry<String, JsonNode> child : node.properties()) {
            requireText(child.getValue(), pointer + "/" + child.getKey());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            requireText(node.get(i), pointer + "/" + i);
        }
    }
}
