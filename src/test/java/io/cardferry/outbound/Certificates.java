package io.cardferry.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/** A private authority with a server for 127.0.0.1 and a client, and a stranger of nobody's; made once by keytool. */
public final class Certificates {

    public static final String PASSWORD = "geheim-p12";

    private static final Path FOLDER = folder();
    private static final Map<String, Path> MADE = new ConcurrentHashMap<>();

    private Certificates() {}

    /** What the client shows. */
    public static Path client() {
        return made("client", () -> ofOne("client"));
    }

    /** What somebody shows whom the server does not know. */
    public static Path stranger() {
        return made("stranger", () -> {
            Path file = FOLDER.resolve("stranger.p12");
            keytool(file, "stranger");
            return file;
        });
    }

    /** The authority as PEM. */
    public static Path authorityPem() {
        return made("authority.pem", () -> {
            byte[] certificate = all().getCertificate("authority").getEncoded();
            return Files.writeString(
                    FOLDER.resolve("authority.pem"),
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder().encodeToString(certificate)
                            + "\n-----END CERTIFICATE-----\n");
        });
    }

    /** The authority as a PKCS#12 trust store. */
    public static Path authorityStore() {
        return made("authority", () -> {
            KeyStore store = empty();
            store.setCertificateEntry("authority", all().getCertificate("authority"));
            return stored(store, "authority.p12");
        });
    }

    /** Of a server that demands a certificate of the authority's. */
    public static SSLContext server() {
        try {
            KeyStore store = load(made("server", () -> ofOne("server")));
            return SSLContextBuilder.create()
                    .loadKeyMaterial(store, PASSWORD.toCharArray())
                    .loadTrustMaterial(load(authorityStore()), null)
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Making {
        Path make() throws IOException, GeneralSecurityException;
    }

    private static synchronized Path made(String name, Making making) {
        Path known = MADE.get(name);
        if (known != null) {
            return known;
        }
        try {
            Path file = making.make();
            file.toFile().deleteOnExit();
            MADE.put(name, file);
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore all() throws IOException, GeneralSecurityException {
        return load(made("all", () -> {
            Path file = FOLDER.resolve("all.p12");
            keytool(file, "authority", "-ext", "bc:c");
            keytool(file, "server", "-signer", "authority", "-ext", "san=ip:127.0.0.1");
            keytool(file, "client", "-signer", "authority");
            return file;
        }));
    }

    private static Path ofOne(String alias) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        char[] password = PASSWORD.toCharArray();
        store.setKeyEntry(alias, all().getKey(alias, password), password, all().getCertificateChain(alias));
        return stored(store, alias + ".p12");
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static Path stored(KeyStore store, String name) throws IOException, GeneralSecurityException {
        Path file = FOLDER.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static void keytool(Path file, String alias, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("cardferry-certificates");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
