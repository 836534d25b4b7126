package io.cardferry.postgres;

import io.cardferry.registration.ledger.Database;
import io.cardferry.registration.ledger.EmbeddedDatabase;
import io.cardferry.registration.ledger.PostgresDatabase;
import io.cardferry.registration.ledger.PostgresServer;
import io.cardferry.security.Keystore;
import io.cardferry.security.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KeyGenerator;

/**
 * The database that this run of the tests is on: HSQLDB, or PostgreSQL with {@code -Dcardferry.test.database=postgresql}.
 * Each folder stands for one database, whichever it is; there is one server for all.
 */
public final class TestDatabases {

    private static final boolean POSTGRESQL = "postgresql".equals(System.getProperty("cardferry.test.database"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "of-the-tests";

    private static final Map<Path, String> URLS = new ConcurrentHashMap<>();
    private static PostgresProcess server;
    private static Path keystore;

    private TestDatabases() {}

    /** The ledger's database of this folder, made if it is not there. */
    public static Database open(Path folder) {
        return POSTGRESQL ? openPostgres(url(folder)) : EmbeddedDatabase.open(folder);
    }

    /** A database of the server, open. */
    public static Database openPostgres(String url) {
        return PostgresDatabase.open(new PostgresServer(url, PostgresProcess.ROLE, null), PATIENCE);
    }

    /** What a hub with this data folder must be told. */
    public static Map<String, String> settings(Path folder) {
        return POSTGRESQL ? postgresSettings(url(folder)) : Map.of();
    }

    /** What a hub must be told to work on this PostgreSQL database. */
    public static Map<String, String> postgresSettings(String url) {
        Map<String, String> settings = new HashMap<>();
        settings.put("cardferry.db.url", url);
        settings.put("cardferry.db.user", PostgresProcess.ROLE);
        settings.put("cardferry.security.keystore.path", keystore().toString());
        settings.put("cardferry.security.keystore.password", PASSWORD);
        return settings;
    }

    /** The server that tests share; nobody stops it. */
    public static synchronized PostgresProcess server() {
        if (server == null) {
            server = new PostgresProcess();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        }
        return server;
    }

    private static String url(Path folder) {
        return URLS.computeIfAbsent(folder, any -> server().newDatabase());
    }

    /** One key for all hubs: each must read what another one wrote. */
    private static synchronized Path keystore() {
        if (keystore == null) {
            try {
                KeyGenerator generator = KeyGenerator.getInstance("AES");
                generator.init(256);
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, PASSWORD.toCharArray());
                store.setKeyEntry("data-1", generator.generateKey(), PASSWORD.toCharArray(), null);
                Path file = Files.createTempFile("cardferry-tests", ".p12");
                file.toFile().deleteOnExit();
                try (OutputStream out = Files.newOutputStream(file)) {
                    store.store(out, PASSWORD.toCharArray());
                }
                // Delta's cards and cumulus' are opened by the hub.
                Keystore.open(file, new Secret(PASSWORD)).withCardKey();
                keystore = file;
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return keystore;
    }
}
