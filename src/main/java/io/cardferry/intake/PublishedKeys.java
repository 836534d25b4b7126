package io.cardferry.intake;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** Shows the public keys that card sources seal cards for: {@code GET /.well-known/jwks.json} (RFC 7517). */
public final class PublishedKeys {

    private final Supplier<String> keySet;

    /** @param keySet the JWK Set as it is now */
    public PublishedKeys(Supplier<String> keySet) {
        this.keySet = keySet;
    }

    /** The JWK Set, which everybody may see; the door lets it be kept for an hour. */
    public HttpAnswer show() {
        byte[] body = keySet.get().getBytes(StandardCharsets.UTF_8);
        return new HttpAnswer(200, Map.of(), "application/jwk-set+json", body);
    }
}
