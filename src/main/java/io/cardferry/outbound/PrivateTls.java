package io.cardferry.outbound;

import io.cardferry.security.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/** TLS with a partner to whom we show a certificate, or whose own is of an authority that only we believe. */
final class PrivateTls {

    private final SSLContextBuilder builder = SSLContextBuilder.create();

    /**
     * Shows a certificate to a partner that asks for one.
     *
     * @param file PKCS#12 with a private key and its certificates
     * @param password of the store and of its entry
     * @throws IllegalArgumentException if it can't be opened, or holds no private key
     */
    void show(Path file, Secret password) {
        KeyStore store = open(file, password);
        try {
            requireEntry(store, file, true, "private key with its certificate");
            builder.loadKeyMaterial(store, password.reveal());
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    file + ": its key can't be read; its password must be that of the store", unreadable);
        }
    }

    /** Believes the certificates of a PKCS#12 store, instead of those that the JVM believes. */
    void believeStore(Path file, Secret password) {
        KeyStore store = open(file, password);
        believe(store, file);
    }

    /** Believes the certificates of a PEM file, instead of those that the JVM believes. */
    void believePem(Path file) {
        requireFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            believe(store, file);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    file + ": holds no certificates in PEM; a PKCS#12 store needs its password set", unreadable);
        }
    }

    SSLContext context() {
        try {
            return builder.build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has TLS", impossible);
        }
    }

    private void believe(KeyStore store, Path file) {
        try {
            requireEntry(
                    store, file, false, "trusted certificate; import it with keytool -importcert, or name a PEM file");
            builder.loadTrustMaterial(store, null);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(file + ": its certificates can't be read", unreadable);
        }
    }

    /** Without it the store opens, and every handshake fails. */
    private static void requireEntry(KeyStore store, Path file, boolean key, String what)
            throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (key ? store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class) : store.isCertificateEntry(alias)) {
                return;
            }
        }
        throw new IllegalArgumentException(file + ": holds no " + what);
    }

    private static KeyStore open(Path file, Secret password) {
        requireFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.reveal());
            return store;
        } catch (IOException unreadable) {
            boolean wrongPassword = unreadable.getCause() instanceof GeneralSecurityException;
            throw new IllegalArgumentException(
                    file + (wrongPassword ? ": the password is wrong" : ": is not a readable PKCS#12 file"),
                    unreadable);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(file + ": is not a readable PKCS#12 file", unreadable);
        }
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + ": there is no such file");
        }
    }
}
