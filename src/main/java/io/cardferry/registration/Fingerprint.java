package io.cardferry.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether two requests are the same: equal in all known fields after defaults. White space, the order of fields
 * and of references, and unknown fields don't count.
 *
 * <p>The value begins with its version, so that a later rule can be added without calling old requests different.
 */
public final class Fingerprint {

    private static final String VERSION = "v1:";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fingerprint() {}

    /** The request's fingerprint: {@code v1:} and SHA-256 in hex. */
    public static String of(RegistrationRequest request) {
        ArrayNode fields = JsonNodeFactory.instance.arrayNode();
        fields.add(request.account().id()).add(request.account().assertion());
        Device device = request.device();
        fields.add(device.id()).add(device.type().name()).add(device.name());
        CardSelection cards = request.cards();
        fields.add(cards.all()).add(cards.replaceExisting());
        ArrayNode refs = fields.addArray();
        cards.refs().stream().sorted().forEach(refs::add);
        if (request.terms() != null) {
            Terms terms = request.terms();
            fields.addArray()
                    .add(terms.id())
                    .add(terms.version())
                    .add(terms.acceptedAt().toString());
        }
        return VERSION + HexFormat.of().formatHex(sha256(fields));
    }

    private static byte[] sha256(ArrayNode fields) {
        try {
            byte[] canonical = JSON.writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.getInstance("SHA-256").digest(canonical);
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256, and a tree can always be written", impossible);
        }
    }
}
