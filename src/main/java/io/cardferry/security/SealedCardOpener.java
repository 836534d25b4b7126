package io.cardferry.security;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import java.text.ParseException;
import java.util.Arrays;

/**
 * Opens cards that a source has sealed for the hub: compact JWE (RFC 7516), {@code alg} RSA-OAEP-256, {@code enc} A256GCM,
 * {@code kid} one of the hub's keys, neither compressed nor with critical parameters. Safe for use by many threads.
 */
public final class SealedCardOpener {

    /** As long as a card list may make it (docs/sources.md). */
    private static final int MAX_LENGTH = 8 * 1024;

    private final Keystore keystore;

    public SealedCardOpener(Keystore keystore) {
        this.keystore = keystore;
    }

    /** @throws UnreadableSealedCard if it was not sealed for this hub as it should be; with a message for people */
    public OpenedCard open(String sealedCard) {
        JWEObject sealed = parse(sealedCard);
        JWEHeader header = sealed.getHeader();
        requireOurForm(header);
        CardKey key = keystore.cardKey(header.getKeyID())
                .orElseThrow(() -> new UnreadableSealedCard("the sealed card is for the key "
                        + SafeText.quoted(header.getKeyID()) + ", which is none of the hub's"));
        byte[] content = decrypted(sealed, key);
        try {
            return CardContentReader.read(content);
        } finally {
            // The one copy that can be wiped; the texts made of it are left to the garbage collector.
            Arrays.fill(content, (byte) 0);
        }
    }

    private static JWEObject parse(String sealedCard) {
        if (sealedCard.length() > MAX_LENGTH) {
            throw new UnreadableSealedCard("the sealed card is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return JWEObject.parse(sealedCard);
        } catch (ParseException | RuntimeException notSealed) {
            // Nimbus answers a header without alg or enc with a NullPointerException.
            throw new UnreadableSealedCard("the sealed card is not a compact JWE");
        }
    }

    private static void requireOurForm(JWEHeader header) {
        if (!JWEAlgorithm.RSA_OAEP_256.equals(header.getAlgorithm())) {
            throw new UnreadableSealedCard("the sealed card's alg is not RSA-OAEP-256");
        }
        if (!EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())) {
            throw new UnreadableSealedCard("the sealed card's enc is not A256GCM");
        }
        if (header.getCompressionAlgorithm() != null) {
            throw new UnreadableSealedCard("the sealed card is compressed, which it must not be");
        }
        if (header.getCriticalParams() != null) {
            throw new UnreadableSealedCard(
                    "the sealed card has critical header parameters, which the hub knows none of");
        }
        if (header.getKeyID() == null) {
            throw new UnreadableSealedCard("the sealed card does not name its key (kid)");
        }
    }

    private static byte[] decrypted(JWEObject sealed, CardKey key) {
        try {
            sealed.decrypt(key.decrypter());
            return sealed.getPayload().toBytes();
        } catch (JOSEException | RuntimeException altered) {
            // Not as a cause, and always the same words: why it failed would help whoever tries keys.
            throw new UnreadableSealedCard("the sealed card was altered, or not sealed for the key that it names");
        }
    }
}
