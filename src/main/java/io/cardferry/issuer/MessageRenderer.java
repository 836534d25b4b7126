package io.cardferry.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.mapping.MappingFailed;
import io.cardferry.mapping.NotRepresentable;
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
