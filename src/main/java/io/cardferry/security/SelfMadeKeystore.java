package io.cardferry.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.UUID;
import javax.crypto.KeyGenerator;

/** The keystore that a hub without an operator's keystore makes for itself on its first start. */
final class SelfMadeKeystore {

    /** PKCS#12 wants a password. This one protects nothing: the file's mode does. */
    static final Secret PASSWORD = new Secret("cardferry");

    private static final String FILE_NAME = "keys.p12";

    private SelfMadeKeystore() {}

    /** The keystore in the data folder, which is there afterwards, whole and on the disk. */
    static Path in(Path dataDir) {
        Path file = fileIn(dataDir);
        if (Files.exists(file)) {
            return file;
        }
        Path unfinished = dataDir.resolve(FILE_NAME + ".tmp");
        try {
            Files.createDirectories(dataDir);
            // What a start that died in here left behind.
            Files.deleteIfExists(unfinished);
            write(unfinished, keystoreWithNewKey());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            sync(dataDir);
            return file;
        } catch (IOException failed) {
            throw new KeystoreException(
                    "keystore " + file + ": can't be made; check the folder's permissions and space");
        } catch (GeneralSecurityException failed) {
            throw new KeystoreException("keystore " + file + ": can't be made; this Java runtime lacks AES or PKCS#12");
        }
    }

    static Path fileIn(Path dataDir) {
        return dataDir.resolve(FILE_NAME);
    }

    private static byte[] keystoreWithNewKey() throws IOException, GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(256);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD.reveal());
        String kid = "data-" + UUID.randomUUID().toString().substring(0, 8);
        store.setKeyEntry(kid, generator.generateKey(), PASSWORD.reveal(), null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, PASSWORD.reveal());
        return bytes.toByteArray();
    }

    private static void write(Path file, byte[] content) throws IOException {
        Set<StandardOpenOption> newFile = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, newFile, onlyForOwner(file))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
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
