package io.cardferry.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hub's keys in a PKCS#12 file: every AES key of 256 bits in it is a data key, whose alias is its {@code kid}, and every
 * RSA private key with a certificate is a card key, whose {@code kid} is its RFC 7638 thumbprint. What is sealed under a
 * key that came into the file since it was read is opened, too. Safe for use by many threads at once.
 */
public final class Keystore {

    private final Pkcs12File file;
    private volatile KeyEntries entries;
    private String stampOfEntries;

    private Keystore(Pkcs12File file) {
        this.file = file;
        reread();
    }

    /**
     * Opens the operator's keystore.
     *
     * @param password of the store and of its entries
     * @throws KeystoreException if the file is missing or unreadable, the password is wrong, there is no data key, or an
     *     RSA key is too short
     */
    public static Keystore open(Path file, Secret password) {
        return new Keystore(new Pkcs12File(file, password));
    }

    /**
     * Opens the self-made keystore in the data folder; makes it first, with a data key, if there is none. To be called by
     * one process at a time: hold the data folder's lock.
     *
     * @throws KeystoreException if it can't be made or opened
     */
    public static Keystore selfMade(Path dataDir) {
        return new Keystore(SelfMadeKeystore.in(dataDir));
    }

    /** Whether there is a self-made keystore in the data folder. */
    public static boolean isSelfMadeIn(Path dataDir) {
        return Files.exists(SelfMadeKeystore.fileIn(dataDir));
    }

    /** The same keystore, which holds a card key now: one is made if there was none. Takes about a second then. */
    public Keystore withCardKey() {
        if (cardKeys().isEmpty()) {
            addCardKey();
        }
        return this;
    }

    /**
     * Puts a new card key into the file, which is the one to seal for from now on. Nothing is removed.
     *
     * @throws KeystoreException if it can't be made or written
     */
    public void addCardKey() {
        KeyStore.Entry key = NewKeys.cardKey();
        file.change(store -> NewKeys.addCardKey(store, key, file.password()));
        reread();
    }

    /**
     * Puts a new data key into the file, which seals from now on. Nothing is removed.
     *
     * @throws KeystoreException if it can't be made or written
     */
    public void addDataKey() {
        file.change(store -> NewKeys.addDataKey(store, file.password()));
        reread();
    }

    /**
     * Reads the file again; what it holds now counts from now on.
     *
     * @throws KeystoreException if it can't be used; then what was read before goes on to count
     */
    public synchronized void reread() {
        String stamp = stamp();
        entries = KeyEntries.of(file);
        stampOfEntries = stamp;
    }

    /** The file's place. */
    public Path path() {
        return file.path();
    }

    /** The keys that seal what the ledger keeps. */
    public DataKeys dataKeys() {
        return entries.dataKeys();
    }

    /** The keys that cards are sealed for. */
    public CardKeys cardKeys() {
        return entries.cardKeys();
    }

    /** Seals what the ledger keeps under the newest data key. */
    public String seal(byte[] content) {
        return dataKeys().seal(content);
    }

    /** @throws UnreadableSealException if the text was not sealed under one of these data keys, or was altered */
    public byte[] open(String sealed) {
        try {
            return dataKeys().open(sealed);
        } catch (UnknownDataKeyException notYetRead) {
            // Another hub may seal under a key that came into the file since this one read it.
            if (hasChanged()) {
                return dataKeys().open(sealed);
            }
            throw notYetRead;
        }
    }

    /** All keys, newest first, card keys before data keys. */
    public List<ListedKey> list(Instant now) {
        KeyEntries current = entries;
        List<ListedKey> listed = new ArrayList<>(current.cardKeys().listedAt(now));
        String sealing = current.dataKeys().sealingKid();
        current.dataKeysMadeAt()
                .forEach((kid, madeAt) ->
                        listed.add(new ListedKey(kid, kid, ListedKey.Kind.DATA, madeAt, kid.equals(sealing))));
        return listed;
    }

    /** The card key of this name, from the file as it is now; empty if there is none. */
    Optional<CardKey> cardKey(String kid) {
        Optional<CardKey> known = cardKeys().find(kid);
        return known.isPresent() || !hasChanged() ? known : cardKeys().find(kid);
    }

    /** Whether the file was another one than the one that was read; it is read again then, if it can be. */
    private synchronized boolean hasChanged() {
        if (stamp().equals(stampOfEntries)) {
            return false;
        }
        try {
            reread();
            return true;
        } catch (KeystoreException beingCopied) {
            // What was read before goes on to count; the next unknown name brings us here again.
            return false;
        }
    }

    private String stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException gone) {
            return "";
        }
    }
}
