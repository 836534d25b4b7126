package io.cardferry.intake;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** Shows the public keys that card sources seal cards for: {@code GET /.well-known/jwks.json} (RFC 7517). */
public final class PublishedKeys {

    /** Far shorter than a key is still published beside a newer one, and a key that is not published opens still. */
    private static final String CACHE_CONTROL = "public, max-age=3600";

    private final Supplier<String> keySet;

    /** @param keySet the JWK Set as it is now */
    public PublishedKeys(Supplier<String> keySet) {
        this.keySet = keySet;
    }

    /** The JWK Set, which everybody may see and keep for an hour. */
    public HttpAnswer show() {
        return new HttpAnswer(
                200,
                Map.of("Cache-Control", CACHE_CONTROL),
                "application/jwk-set+json",
                keySet.get().getBytes(StandardCharsets.UTF_8));
    }
}
