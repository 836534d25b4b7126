package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.issuer.layout.MessageLayout;
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
        return sealed(pack, renderUnsealed(pack, canonical));
    }

    private static IssuerMessage sealed(IssuerPack pack, IssuerMessage message) {
        return pack.encryptionKey()
                .map(key -> message.withBody("application/jose", key.seal(message.body())))
                .orElse(message);
    }

    /** The same before it is sealed to the issuer's key, if the pack asks for that: what samples can be held against. */
    IssuerMessage renderUnsealed(IssuerPack pack, JsonNode canonical) {
        if (pack.transport() instanceof HttpTransport http) {
            Map<String, String> headers = new LinkedHashMap<>();
            http.headers().forEach((name, value) -> headers.put(name, header(name, value, canonical)));
            return IssuerMessage.overHttp(
                    pack,
                    http.method(),
                    http.path().fill(canonical, MessageRenderer::asPathSegment),
                    headers,
                    pack.format().write(canonical));
        }
        IssuerMessage message =
                message(pack, MessageLayout.REGISTRATION, pack.format().write(canonical));
        requireNoCardNumber(pack, message, canonical.at("/card/pan").asText());
        return message;
    }

    /** By what a message is matched is kept in clear, and longer than the message itself. */
    private static void requireNoCardNumber(IssuerPack pack, IssuerMessage message, String number) {
        message.matchedBy().forEach((field, value) -> {
            if (!number.isEmpty() && value.contains(number)) {
                throw new MappingFailed(
                        pack.id(),
                        "field \"" + field
                                + "\" of transport.match-by holds the card number; answers are matched by other"
                                + " fields, as trace number and reference");
            }
        });
    }

    private static IssuerMessage message(IssuerPack pack, String request, byte[] body) {
        Map<String, String> matchedBy = AnswerMatch.of(pack)
                .map(match -> match.ofRequest(request, body))
                .orElse(Map.of());
        return IssuerMessage.matchedBy(pack, matchedBy, body);
    }

    /**
     * The question what became of a card. Not kept: it changes nothing at the issuer.
     *
     * @param requestorId ours, as token requestor: 11 digits
     * @param transmission the question's own
     * @throws NotRepresentable if a value does not fit the issuer's format
     * @throws MappingFailed if the pack's mapping fails
     * @throws IllegalStateException if the pack has no inquiry
     */
    public IssuerMessage inquiry(
            IssuerPack pack, CardRegistration card, String requestorId, Transmission transmission) {
        Inquiry inquiry = pack.inquiry().orElseThrow(() -> new IllegalStateException(pack + " has no inquiry"));
        ObjectNode ids = JsonNodeFactory.instance
                .objectNode()
                .put("requestId", card.issuerRequestId().toString())
                .put("registrationId", card.registrationId().toString())
                .put("requestorId", requestorId);
        if (inquiry.address().isPresent()) {
            Inquiry.Address address = inquiry.address().get();
            String path = address.path().fill(ids, MessageRenderer::asPathSegment);
            return IssuerMessage.overHttp(pack, address.method(), path, Map.of(), new byte[0]);
        }
        CanonicalCard.transmitted(ids, transmission);
        return sealed(pack, message(pack, MessageLayout.INQUIRY, pack.format().writeInquiry(ids)));
    }

    /**
     * The message that keeps an idle connection alive.
     *
     * @param requestorId ours, as token requestor: 11 digits
     */
    public IssuerMessage echo(IssuerPack pack, String requestorId, Transmission transmission) {
        ObjectNode ids = JsonNodeFactory.instance.objectNode().put("requestorId", requestorId);
        CanonicalCard.transmitted(ids, transmission);
        return message(pack, MessageLayout.ECHO, pack.format().writeEcho(ids));
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
