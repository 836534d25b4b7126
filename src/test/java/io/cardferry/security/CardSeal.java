package io.cardferry.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Seals cards as a source does, rightly or not. */
public final class CardSeal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RSAKey key;

    private CardSeal(RSAKey key) {
        this.key = key;
    }

    /** Seals for the first key of a JWK Set. */
    public static CardSeal forFirstOf(String keySet) {
        try {
            return new CardSeal((RSAKey) JWKSet.parse(keySet).getKeys().get(0));
        } catch (ParseException e) {
            throw new IllegalArgumentException(keySet, e);
        }
    }

    /** Seals for a key that nobody has. */
    public static CardSeal forNobody() {
        try {
            return new CardSeal(
                    new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same kid, and another key behind it. */
    public CardSeal withKeyOf(CardSeal other) {
        return new CardSeal(new RSAKey.Builder(other.key).keyID(key.getKeyID()).build());
    }

    public String kid() {
        return key.getKeyID();
    }

    /** What a sealed card holds. */
    public static Map<String, Object> content(String pan, String expiry, String accountId, String cardRef) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("pan", pan);
        content.put("expiry", expiry);
        content.put("accountId", accountId);
        content.put("cardRef", cardRef);
        content.put("iat", 1_795_392_000);
        return content;
    }

    public String seal(Map<String, Object> content) {
        return seal(text(content), UnaryOperator.identity());
    }

    public String seal(String content) {
        return seal(content, UnaryOperator.identity());
    }

    public String seal(String content, UnaryOperator<JWEHeader.Builder> header) {
        return seal(
                content,
                header.apply(new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                                .keyID(key.getKeyID()))
                        .build());
    }

    public String seal(String content, JWEHeader header) {
        JWEObject sealed = new JWEObject(header, new Payload(content));
        try {
            sealed.encrypt(new RSAEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return sealed.serialize();
    }

    public static String text(Map<String, Object> content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
