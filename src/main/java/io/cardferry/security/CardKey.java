package io.cardferry.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/** A key that card sources seal cards for: what is published of it, and what opens. Safe for use by many threads. */
final class CardKey {

    /** The shortest modulus that is taken, in bits (RFC 7518 section 4.3). */
    static final int LEAST_BITS = 2048;

    private final RSAKey published;
    private final RSADecrypter decrypter;
    private final String alias;
    private final Instant madeAt;

    /**
     * @param alias its name in the keystore
     * @param madeAt when its certificate begins to hold
     * @throws IllegalArgumentException if it is shorter than {@value #LEAST_BITS} bits
     */
    CardKey(String alias, RSAPublicKey publicKey, PrivateKey privateKey, Instant madeAt) {
        if (publicKey.getModulus().bitLength() < LEAST_BITS) {
            throw new IllegalArgumentException("it has "
                    + publicKey.getModulus().bitLength() + " bits, less than " + LEAST_BITS + "; make a longer one");
        }
        this.alias = alias;
        this.madeAt = madeAt;
        this.decrypter = new RSADecrypter(privateKey);
        try {
            this.published = new RSAKey.Builder(publicKey)
                    .keyUse(KeyUse.ENCRYPTION)
                    .algorithm(JWEAlgorithm.RSA_OAEP_256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("SHA-256 is not available in this Java runtime");
        }
    }

    /** The RFC 7638 thumbprint of its public key. */
    String kid() {
        return published.getKeyID();
    }

    String alias() {
        return alias;
    }

    Instant madeAt() {
        return madeAt;
    }

    /** The public key as a JWK; holds nothing private. */
    RSAKey published() {
        return published;
    }

    RSADecrypter decrypter() {
        return decrypter;
    }

    @Override
    public String toString() {
        return "CardKey[" + kid() + "]";
    }
}
