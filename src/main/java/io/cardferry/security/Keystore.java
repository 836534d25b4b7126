package io.cardferry.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/**
 * The hub's keys in a PKCS#12 file: every AES secret key of 256 bits in it is a data key, its alias is its {@code kid}.
 * Other entries are left alone.
 */
public final class Keystore {

    private static final int DATA_KEY_BYTES = 32;

    private final DataKeys dataKeys;

    private Keystore(DataKeys dataKeys) {
        this.dataKeys = dataKeys;
    }

    /**
     * Opens the operator's keystore.
     *
     * @param password of the store and of its entries
     * @throws KeystoreException if the file is missing or unreadable, the password is wrong, or there is no data key
     */
    public static Keystore open(Path file, Secret password) {
        return new Keystore(dataKeys(file, password));
    }

    /**
     * Opens the self-made keystore in the data folder; makes it first if there is none. To be called by one process at a
     * time: hold the data folder's lock.
     *
     * @throws KeystoreException if it can't be made or opened
     */
    public static Keystore selfMade(Path dataDir) {
        Path file = SelfMadeKeystore.in(dataDir);
        return new Keystore(dataKeys(file, SelfMadeKeystore.PASSWORD));
    }

    /** Whether there is a self-made keystore in the data folder. */
    public static boolean isSelfMadeIn(Path dataDir) {
        return Files.exists(SelfMadeKeystore.fileIn(dataDir));
    }

    /** The keys that seal what the ledger keeps. */
    public DataKeys dataKeys() {
        return dataKeys;
    }

    private static DataKeys dataKeys(Path file, Secret password) {
        KeyStore store = load(file, password);
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        try {
            // The newest last: it seals. The alias decides between keys of the same millisecond.
            for (String alias : oldestFirst(store)) {
                Key key = store.getKey(alias, password.reveal());
                if (isDataKey(key)) {
                    keys.put(alias, (SecretKey) key);
                }
            }
        } catch (GeneralSecurityException unreadable) {
            throw new KeystoreException("keystore " + file
                    + ": an entry can't be read; its entries must have the same password as the store");
        }
        if (keys.isEmpty()) {
            throw new KeystoreException("keystore " + file + ": holds no data key (AES, 256 bits); make one with"
                    + " keytool -genseckey -alias data-1 -keyalg AES -keysize 256 -storetype PKCS12 -keystore " + file);
        }
        String newest = List.copyOf(keys.keySet()).get(keys.size() - 1);
        return new DataKeys(newest, keys);
    }

    private static List<String> oldestFirst(KeyStore store) throws GeneralSecurityException {
        Map<String, Date> madeAt = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                madeAt.put(alias, store.getCreationDate(alias));
            }
        }
        return madeAt.keySet().stream()
                .sorted(Comparator.comparing(madeAt::get))
                .toList();
    }

    private static boolean isDataKey(Key key) {
        return key instanceof SecretKey
                && "AES".equals(key.getAlgorithm())
                && key.getEncoded().length == DATA_KEY_BYTES;
    }

    private static KeyStore load(Path file, Secret password) {
        if (!Files.isRegularFile(file)) {
            throw new KeystoreException("keystore " + file + ": there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.reveal());
            return store;
        } catch (IOException unreadable) {
            boolean wrongPassword = unreadable.getCause() instanceof GeneralSecurityException;
            throw new KeystoreException("keystore " + file
                    + (wrongPassword ? ": the password is wrong" : ": is not a readable PKCS#12 file"));
        } catch (GeneralSecurityException unreadable) {
            throw new KeystoreException("keystore " + file + ": is not a readable PKCS#12 file");
        }
    }
}
