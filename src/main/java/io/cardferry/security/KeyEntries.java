package io.cardferry.security;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;

/**
 * What a keystore's entries are to the hub; entries of other kinds are left alone.
 *
 * @param dataKeys its AES keys of 256 bits
 * @param cardKeys its RSA private keys, each with its certificate
 * @param dataKeysMadeAt when each data key was put into the keystore, the newest, which seals, first
 */
record KeyEntries(DataKeys dataKeys, CardKeys cardKeys, Map<String, Instant> dataKeysMadeAt) {

    private static final int DATA_KEY_BYTES = 32;

    /** An entry as the keystore dates it. */
    private record Entry(String alias, Instant storedAt, Key key, Certificate certificate) {}

    /** @throws KeystoreException if an entry can't be read, an RSA key is too short, or there is no data key */
    static KeyEntries of(Pkcs12File file) {
        List<Entry> newestFirst = newestFirst(file);
        Map<String, SecretKey> dataKeys = new LinkedHashMap<>();
        Map<String, Instant> madeAt = new LinkedHashMap<>();
        List<CardKey> cardKeys = new ArrayList<>();
        for (Entry entry : newestFirst) {
            if (isDataKey(entry.key())) {
                dataKeys.put(entry.alias(), (SecretKey) entry.key());
                madeAt.put(entry.alias(), entry.storedAt());
            } else if (entry.key() instanceof PrivateKey && isOfRsa(entry.certificate())) {
                cardKeys.add(cardKey(file, entry));
            }
        }
        if (dataKeys.isEmpty()) {
            throw new KeystoreException("keystore " + file.path() + ": holds no data key (AES, 256 bits); make one with"
                    + " keytool -genseckey -alias data-1 -keyalg AES -keysize 256 -storetype PKCS12 -keystore "
                    + file.path());
        }
        // The sort is stable: of keys of the same second, the one that was stored last is first.
        cardKeys.sort(Comparator.comparing(CardKey::madeAt).reversed());
        String sealing = dataKeys.keySet().iterator().next();
        return new KeyEntries(
                new DataKeys(sealing, dataKeys), new CardKeys(cardKeys), Collections.unmodifiableMap(madeAt));
    }

    private static List<Entry> newestFirst(Pkcs12File file) {
        KeyStore store = file.read();
        List<Entry> entries = new ArrayList<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    Instant storedAt = store.getCreationDate(alias).toInstant();
                    Key key = store.getKey(alias, file.password().reveal());
                    entries.add(new Entry(alias, storedAt, key, store.getCertificate(alias)));
                }
            }
        } catch (GeneralSecurityException unreadable) {
            throw new KeystoreException("keystore " + file.path()
                    + ": an entry can't be read; its entries must have the same password as the store");
        }
        // The alias decides between keys of the same millisecond.
        entries.sort(Comparator.comparing(Entry::storedAt)
                .thenComparing(Entry::alias)
                .reversed());
        return entries;
    }

    private static boolean isDataKey(Key key) {
        return key instanceof SecretKey
                && "AES".equals(key.getAlgorithm())
                && key.getEncoded().length == DATA_KEY_BYTES;
    }

    private static boolean isOfRsa(Certificate certificate) {
        return certificate instanceof X509Certificate && certificate.getPublicKey() instanceof RSAPublicKey;
    }

    /** Dated by its certificate: a keystore dates a key anew when it is copied from another one. */
    private static CardKey cardKey(Pkcs12File file, Entry entry) {
        X509Certificate certificate = (X509Certificate) entry.certificate();
        try {
            return new CardKey(
                    entry.alias(),
                    (RSAPublicKey) certificate.getPublicKey(),
                    (PrivateKey) entry.key(),
                    certificate.getNotBefore().toInstant());
        } catch (IllegalArgumentException tooShort) {
            throw new KeystoreException("keystore " + file.path() + ": the RSA key " + entry.alias()
                    + " can't be used: " + tooShort.getMessage());
        }
    }
}
