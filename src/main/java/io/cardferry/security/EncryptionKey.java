package io.cardferry.security;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/**
 * An issuer's public key, to which whole messages are sealed: compact JWE (RFC 7516), {@code alg} RSA-OAEP-256,
 * {@code enc} A256GCM. Safe for use by many threads at once.
 */
public final class EncryptionKey {

    private final RSAEncrypter encrypter;
    private final JWEHeader header;
    private final String thumbprint;

    private EncryptionKey(RSAKey key) throws JOSEException {
        encrypter = new RSAEncrypter(key);
        thumbprint = key.computeThumbprint().toString();
        String kid = key.getKeyID() != null ? key.getKeyID() : thumbprint;
        header = new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                .keyID(kid)
                .build();
    }

    /**
     * Reads a JWK (RFC 7517). Without a {@code kid} of its own, its RFC 7638 thumbprint is its name.
     *
     * @throws IllegalArgumentException if it is no public RSA key of at least 2048 bits for RSA-OAEP-256; the message ends
     *     the sentence "the key …" and holds nothing of it
     */
    public static EncryptionKey parse(String jwk) {
        JWK key = read(jwk);
        require(key instanceof RSAKey, "is no RSA key");
        require(!key.isPrivate(), "is a private key: take the public one, and treat this one as lost");
        require(key.size() >= CardKey.LEAST_BITS, "has " + key.size() + " bits, less than " + CardKey.LEAST_BITS);
        require(
                key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.ENCRYPTION),
                "is not for encryption (use is to be enc)");
        require(
                key.getAlgorithm() == null || key.getAlgorithm().getName().equals(JWEAlgorithm.RSA_OAEP_256.getName()),
                "is for another algorithm (alg is to be RSA-OAEP-256)");
        require(
                key.getKeyOperations() == null
                        || key.getKeyOperations().contains(KeyOperation.WRAP_KEY)
                        || key.getKeyOperations().contains(KeyOperation.ENCRYPT),
                "is not for wrapping keys (key_ops is to hold wrapKey)");
        try {
            return new EncryptionKey((RSAKey) key);
        } catch (JOSEException impossible) {
            throw new IllegalArgumentException("can't be used for RSA");
        }
    }

    private static JWK read(String jwk) {
        try {
            return JWK.parse(jwk);
        } catch (ParseException | RuntimeException wrong) {
            // Not as a cause: its text may quote the key. Nimbus answers some texts with a NullPointerException.
            throw new IllegalArgumentException("is no JWK (RFC 7517): one JSON object with kty, n and e");
        }
    }

    /** Its name, which the issuer chooses its private key by. */
    public String kid() {
        return header.getKeyID();
    }

    /** Its RFC 7638 thumbprint, whatever it is named. */
    public String thumbprint() {
        return thumbprint;
    }

    /** Seals a message of any length; the same content never gives the same text twice. */
    public byte[] seal(byte[] content) {
        JWEObject sealed = new JWEObject(header, new Payload(content));
        try {
            sealed.encrypt(encrypter);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("RSA-OAEP or AES-GCM is not available in this Java runtime");
        }
        return sealed.serialize().getBytes(StandardCharsets.US_ASCII);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
