package io.cardferry.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates of a broker, which is {@code localhost} and nobody else, and of a hub; each trusts the other. */
final class TlsKeys {

    private static final String PASSWORD = "of-the-tests";

    private final Path folder;

    /** Makes them with the JDK's own tool, as a deployer would. */
    TlsKeys(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        make("broker", "-ext", "san=dns:localhost");
        make("hub");
        trust("broker", "trusted-by-hub.p12");
        trust("hub", "trusted-by-broker.p12");
    }

    /** What the hub's JVM is told, as in {@code CARDFERRY_JAVA_OPTS}. */
    String optionsOfHub() {
        return "-Djavax.net.ssl.trustStore=" + folder.resolve("trusted-by-hub.p12")
                + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD
                + " -Djavax.net.ssl.keyStore=" + folder.resolve("hub.p12")
                + " -Djavax.net.ssl.keyStorePassword=" + PASSWORD;
    }

    KeyManager[] ownKeys() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(open("broker.p12"), PASSWORD.toCharArray());
        return keys.getKeyManagers();
    }

    TrustManager[] trusted() throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(open("trusted-by-broker.p12"));
        return trust.getTrustManagers();
    }

    private KeyStore open(String file) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(folder.resolve(file).toFile(), PASSWORD.toCharArray());
    }

    private void make(String name, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC"));
        options.addAll(List.of("-dname", "CN=" + name, "-validity", "2"));
        options.addAll(List.of(more));
        keytool(name + ".p12", options);
    }

    private void trust(String name, String store) throws IOException, InterruptedException {
        String certificate = folder.resolve(name + ".pem").toString();
        keytool(name + ".p12", List.of("-exportcert", "-rfc", "-alias", name, "-file", certificate));
        keytool(store, List.of("-importcert", "-noprompt", "-alias", name, "-file", certificate));
    }

    private void keytool(String store, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(options);
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve(store).toString()));
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool did not work");
        }
    }
}
