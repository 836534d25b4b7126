package io.cardferry.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.EnumSet;
import java.util.Set;

/** A PKCS#12 file (RFC 7292): read whole, and changed so that at every moment a whole one is there. */
final class Pkcs12File {

    private final Path path;
    private final Secret password;

    /** @param password of the store and of its entries */
    Pkcs12File(Path path, Secret password) {
        this.path = path;
        this.password = password;
    }

    /** What is done to the entries. */
    @FunctionalInterface
    interface Change {
        void apply(KeyStore store) throws GeneralSecurityException;
    }

    Path path() {
        return path;
    }

    Secret password() {
        return password;
    }

    /** @throws KeystoreException if it is not there or can't be read */
    KeyStore read() {
        if (!Files.isRegularFile(path)) {
            throw new KeystoreException(
                    "keystore " + path + ": there is no such file; cardferry.security.keystore.path names it");
        }
        try (InputStream in = Files.newInputStream(path)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.reveal());
            return store;
        } catch (IOException unreadable) {
            boolean wrongPassword = unreadable.getCause() instanceof GeneralSecurityException;
            throw new KeystoreException("keystore " + path
                    + (wrongPassword
                            ? ": the password is wrong; set cardferry.security.keystore.password to the store's"
                            : ": is not a readable PKCS#12 file"));
        } catch (GeneralSecurityException unreadable) {
            throw new KeystoreException("keystore " + path + ": is not a readable PKCS#12 file");
        }
    }

    /**
     * Changes the entries of the file, or makes it if it is not there. Afterwards it is on the disk, readable by its
     * owner only. Changes of other processes are waited for.
     *
     * @throws KeystoreException if it can't be written
     */
    void change(Change change) {
        try {
            // A link goes on pointing to where the keys are.
            Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path folder = Files.createDirectories(file.getParent());
            Path lock = folder.resolve("." + file.getFileName() + ".lock");
            Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(lock, options, onlyForOwner(lock))) {
                channel.lock();
                KeyStore store = Files.exists(file) ? read() : empty();
                change.apply(store);
                replace(file, bytes(store));
            }
        } catch (IOException failed) {
            throw new KeystoreException(
                    "keystore " + path + ": can't be written; check the folder's permissions and space");
        } catch (GeneralSecurityException failed) {
            throw new KeystoreException(
                    "keystore " + path + ": can't be written; this Java runtime lacks AES or PKCS#12");
        }
    }

    private KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password.reveal());
        return store;
    }

    private byte[] bytes(KeyStore store) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password.reveal());
        return bytes.toByteArray();
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        // What a change that died in here left behind.
        Files.deleteIfExists(unfinished);
        Set<StandardOpenOption> newFile = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(unfinished, newFile, onlyForOwner(unfinished))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        sync(file.getParent());
    }

    /** The mode is given at creation: set afterwards, the file would be open to others for a moment. */
    private static FileAttribute<?>[] onlyForOwner(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Without this a power cut could lose the file's name, and with it the key of everything that is kept. */
    private static void sync(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
