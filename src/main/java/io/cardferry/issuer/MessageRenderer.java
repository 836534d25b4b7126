package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.registration.CardRegistration;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes an issuer's message from a canonical card registration. Stateless. */
public final class MessageRenderer {

    /**
     * @param canonical the canonical card registration, see {@link CanonicalCard}
     * @throws NotRepresentable if a value does not fit the issuer's format
     * @throws MappingFailed if the pack's mapping is wrong for this card
     */
    public IssuerMessage render(IssuerPack pack, JsonNode canonical) {
        IssuerMessage message = renderUnsealed(pack, canonical);
        return pack.encryptionKey()
                .map(key -> message.withBody("application/jose", key.seal(message.body())))
                .orElse(message);
    }

    /** The same before it is sealed to the issuer's key, if the pack asks for that: what samples can be held against. */
    IssuerMessage renderUnsealed(IssuerPack pack, JsonNode canonical) {
        HttpTransport transport = pack.transport();
        Map<String, String> headers = new LinkedHashMap<>();
        transport.headers().forEach((name, value) -> headers.put(name, header(name, value, canonical)));
        return new IssuerMessage(
                pack.id(),
                pack.version(),
                transport.method(),
                transport.path().fill(canonical, MessageRenderer::asPathSegment),
                pack.format().contentType(),
                headers,
                pack.format().write(canonical));
    }

    /**
     * The question what became of a card. Not kept: it changes nothing at the issuer.
     *
     * @param requestorId ours, as token requestor: 11 digits
     * @throws IllegalStateException if the pack has no inquiry
     */
    public IssuerMessage inquiry(IssuerPack pack, CardRegistration card, String requestorId) {
        Inquiry inquiry = pack.inquiry().orElseThrow(() -> new IllegalStateException(pack + " has no inquiry"));
        ObjectNode ids = JsonNodeFactory.instance
                .objectNode()
                .put("requestId", card.issuerRequestId().toString())
                .put("registrationId", card.registrationId().toString())
                .put("requestorId", requestorId);
        String path = inquiry.path().fill(ids, MessageRenderer::asPathSegment);
        return new IssuerMessage(
                pack.id(), pack.version(), inquiry.method(), path, pack.format().contentType(), Map.of(), new byte[0]);
    }

    private static String header(String name, Template template, JsonNode canonical) {
        String value = template.fill(canonical, UnaryOperator.identity());
        if (!value.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw new NotRepresentable("header " + name, "holds something else than printable ASCII");
        }
        return value;
    }

    private static String asPathSegment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
