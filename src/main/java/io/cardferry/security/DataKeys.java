package io.cardferry.security;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;

/**
 * Seals what the ledger keeps (rendered messages, assertions) under the hub's own data keys: compact JWE (RFC 7516),
 * {@code alg} dir, {@code enc} A256GCM, {@code kid} the key's alias. The newest key seals; every key that the keystore
 * still holds opens. Safe for use by many threads at once.
 */
public final class DataKeys {

    private final DirectEncrypter encrypter;
    private final JWEHeader header;
    private final Map<String, DirectDecrypter> decrypters = new HashMap<>();

    /**
     * @param sealing the kid of the key that seals
     * @param keys AES keys of 256 bits by kid; holds {@code sealing}
     */
    DataKeys(String sealing, Map<String, SecretKey> keys) {
        try {
            encrypter = new DirectEncrypter(keys.get(sealing));
            for (Map.Entry<String, SecretKey> key : keys.entrySet()) {
                decrypters.put(key.getKey(), new DirectDecrypter(key.getValue()));
            }
        } catch (JOSEException wrongKey) {
            throw new IllegalArgumentException("data keys are AES keys of 256 bits", wrongKey);
        }
        // Nimbus would seed a new generator for every text.
        encrypter.getJCAContext().setSecureRandom(new SecureRandom());
        header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID(sealing)
                .build();
    }

    /** The kid of the key that seals. */
    String sealingKid() {
        return header.getKeyID();
    }

    /** Seals a content of any length; the same content never gives the same text twice. */
    public String seal(byte[] content) {
        JWEObject sealed = new JWEObject(header, new Payload(content));
        try {
            sealed.encrypt(encrypter);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("AES-GCM is not available in this Java runtime");
        }
        return sealed.serialize();
    }

    /** @throws UnreadableSealException if the text was not sealed here, was altered, or its key is gone */
    public byte[] open(String sealed) {
        JWEObject object = parse(sealed);
        JWEHeader found = object.getHeader();
        // Only what seal() makes: anything else, above all compression, would be somebody's experiment.
        if (!JWEAlgorithm.DIR.equals(found.getAlgorithm())
                || !EncryptionMethod.A256GCM.equals(found.getEncryptionMethod())
                || found.getCompressionAlgorithm() != null) {
            throw new UnreadableSealException("the sealed text is not one that this hub makes");
        }
        DirectDecrypter decrypter = decrypters.get(found.getKeyID());
        if (decrypter == null) {
            throw new UnknownDataKeyException();
        }
        try {
            object.decrypt(decrypter);
        } catch (JOSEException | IllegalStateException altered) {
            throw new UnreadableSealException(
                    "the sealed text was altered, or sealed under another key of the same name");
        }
        return object.getPayload().toBytes();
    }

    private static JWEObject parse(String sealed) {
        try {
            return JWEObject.parse(sealed);
        } catch (ParseException | RuntimeException notSealed) {
            // Nimbus answers a header without alg or enc with a NullPointerException.
            throw new UnreadableSealException("the sealed text is not a compact JWE");
        }
    }
}
