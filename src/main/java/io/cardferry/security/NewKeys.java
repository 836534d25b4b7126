package io.cardferry.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.KeyGenerator;

/** Makes new keys. An RSA key is made by Java's own keytool, as an operator would: PKCS#12 wants a certificate around it. */
final class NewKeys {

    private static final String PASSWORD_VARIABLE = "CARDFERRY_NEW_KEYSTORE_PASSWORD";
    private static final Set<String> OPTIONS_OF_JAVA = Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");
    private static final long KEYTOOL_SECONDS_MAX = 60;

    private NewKeys() {}

    /** Puts a new AES key of 256 bits into the store. */
    static void addDataKey(KeyStore store, Secret password) throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(256);
        store.setKeyEntry(newAlias("data-"), generator.generateKey(), password.reveal(), null);
    }

    /** Puts an entry that {@link #cardKey} made into the store. */
    static void addCardKey(KeyStore store, KeyStore.Entry key, Secret password) throws GeneralSecurityException {
        store.setEntry(newAlias("card-"), key, new KeyStore.PasswordProtection(password.reveal()));
    }

    /**
     * A new RSA key of {@value CardKey#LEAST_BITS} bits in a certificate that it signed itself.
     *
     * @throws KeystoreException if keytool is not there or fails
     */
    static KeyStore.Entry cardKey() {
        Secret password = new Secret(UUID.randomUUID().toString());
        try {
            // Readable by its owner only, on every system.
            Path folder = Files.createTempDirectory("cardferry-key");
            Path file = folder.resolve("key.p12");
            try {
                runKeytool(file, password);
                KeyStore.ProtectionParameter protection = new KeyStore.PasswordProtection(password.reveal());
                return new Pkcs12File(file, password).read().getEntry("card", protection);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException failed) {
            throw new KeystoreException("a new RSA key can't be made; Java's keytool and a folder for temporary files"
                    + " are needed (" + failed.getClass().getSimpleName() + ")");
        }
    }

    private static void runKeytool(Path file, Secret password) throws IOException {
        // The hub does not look at how long the certificate holds; ten years are for other tools' sake.
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                "card",
                "-keyalg",
                "RSA",
                "-keysize",
                Integer.toString(CardKey.LEAST_BITS),
                "-dname",
                "CN=cardferry",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                // Arguments can be seen by everybody on the machine, the environment by the same user only.
                "-storepass:env",
                PASSWORD_VARIABLE));
        // What is meant for the hub's own process - an agent, a debugger, a port - would come into this one's way.
        keytool.environment().keySet().removeAll(OPTIONS_OF_JAVA);
        keytool.environment().put(PASSWORD_VARIABLE, new String(password.reveal()));
        keytool.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = keytool.start();
        try {
            if (!process.waitFor(KEYTOOL_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    private static String newAlias(String prefix) {
        return prefix + UUID.randomUUID().toString().substring(0, 8);
    }
}
