package io.cardferry.mocks;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;

/** The public keys of the hub that the wallets seal cards for; asked for at each card, so that a rotation shows at once. */
final class HubKeys {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private volatile URI hub;

    /** @param hub its address */
    HubKeys(URI hub) {
        this.hub = hub;
    }

    /** From now on it is this one. */
    void of(URI another) {
        hub = another;
    }

    /** The key to seal for: the first. @throws IOException if the hub does not say */
    RSAKey newest() throws IOException {
        URI address = hub.resolve("/.well-known/jwks.json");
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            return (RSAKey) JWKSet.parse(answer.body()).getKeys().get(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ParseException | IndexOutOfBoundsException | ClassCastException e) {
            throw new IOException(address + " holds no RSA key", e);
        }
    }
}
