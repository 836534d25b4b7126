package io.cardferry.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;

/** The JSON of a source's answer, within bounds. */
final class AnswerJson {

    /** The largest body that is read, in bytes. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final int MAX_DEPTH = 32;

    /** Values, names and brackets; a mapping may make something larger of each. */
    private static final int MAX_MAPPED_TOKENS = 100_000;

    private static final ObjectMapper CANONICAL = mapper(Long.MAX_VALUE);
    private static final ObjectMapper MAPPED = mapper(MAX_MAPPED_TOKENS);

    private AnswerJson() {}

    /** @throws InvalidListException if it is none; nothing of the body is in its message */
    static JsonNode canonical(byte[] body) {
        if (body.length == 0) {
            throw new InvalidListException("the body is empty");
        }
        return parse(CANONICAL, body, "the body is not JSON, holds a key twice, or is nested deeper than " + MAX_DEPTH);
    }

    /**
     * The body for a mapping.
     *
     * @return {@code null} in JSON for an empty body: what another wallet means by that, its mapping knows
     * @throws InvalidListException if it is neither empty nor JSON
     */
    static JsonNode forMapping(byte[] body) {
        if (body.length == 0) {
            return NullNode.getInstance();
        }
        return parse(
                MAPPED,
                body,
                "the body is not JSON, holds a key twice, is nested deeper than " + MAX_DEPTH + ", or holds more than "
                        + MAX_MAPPED_TOKENS + " values, names and brackets");
    }

    private static JsonNode parse(ObjectMapper mapper, byte[] body, String rule) {
        if (body.length > MAX_BYTES) {
            throw new InvalidListException("the body is larger than " + MAX_BYTES + " bytes");
        }
        try {
            return mapper.readTree(body);
        } catch (IOException malformed) {
            // Jackson's own message may quote the body.
            throw new InvalidListException(rule);
        }
    }

    private static ObjectMapper mapper(long maxTokens) {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxDocumentLength(MAX_BYTES)
                .maxTokenCount(maxTokens)
                .build();
        JsonFactory strict = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(limits)
                .build();
        return new ObjectMapper(strict).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
