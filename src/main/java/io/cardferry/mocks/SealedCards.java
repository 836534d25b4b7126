package io.cardferry.mocks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Seals cards for the mock issuers, who share a key, and opens them again; or seals them for the hub: compact JWE (RFC 7516),
 * RSA-OAEP-256 with A256GCM, as docs/sources.md says. The issuers' key lives as long as the mock world does.
 */
public final class SealedCards {

    private static final int KEY_BITS = 2048;

    private final ObjectMapper json = JsonMapper.builder().build();
    private final CompletableFuture<RSAKey> key = CompletableFuture.supplyAsync(SealedCards::newKey);
    private final HubKeys hubKeys;
    private final Clock clock;

    /** Begins to make the issuers' key, beside what else is being started. */
    SealedCards(HubKeys hubKeys, Clock clock) {
        this.hubKeys = hubKeys;
        this.clock = clock;
    }

    /** The card, sealed for its issuer or for the hub. @throws IOException if the hub does not say what its key is */
    String seal(String accountId, MockCard card) throws IOException {
        Map<String, Object> content = Map.of(
                "pan", card.number(),
                "expiry", card.expiry(),
                "accountId", accountId,
                "cardRef", card.ref(),
                "iat", clock.instant().getEpochSecond());
        try {
            RSAKey receiver = card.sealedFor() == SealedFor.HUB ? hubKeys.newest() : key.join();
            JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                    .keyID(receiver.getKeyID())
                    .build();
            JWEObject sealed = new JWEObject(header, new Payload(json.writeValueAsBytes(content)));
            sealed.encrypt(new RSAEncrypter(receiver));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot seal " + card, e);
        }
    }

    /** The content, or empty if it was not sealed for this issuer. */
    Optional<JsonNode> open(String sealedCard) {
        try {
            JWEObject sealed = JWEObject.parse(sealedCard);
            RSAKey receiver = key.join();
            if (!receiver.getKeyID().equals(sealed.getHeader().getKeyID())) {
                return Optional.empty();
            }
            sealed.decrypt(new RSADecrypter(receiver));
            return Optional.of(json.readTree(sealed.getPayload().toBytes()));
        } catch (ParseException | JOSEException | IllegalStateException | IOException e) {
            return Optional.empty();
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(KEY_BITS).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make the mock issuer's key", e);
        }
    }
}
