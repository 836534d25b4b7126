package io.cardferry.postgres;

import io.cardferry.FixedPorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server on a port and a folder of its own, which can be stopped and started again. It also runs
 * where the tests are root's, though PostgreSQL refuses to: in a user namespace, or as nobody ({@link AsNobody}).
 */
public final class PostgresProcess implements AutoCloseable {

    /** May do anything, and is let in without a password. */
    public static final String ROLE = "postgres";

    private final Path folder;
    /** The same after a restart. */
    private final int port = FixedPorts.next();

    private EmbeddedPostgres server;

    public PostgresProcess() {
        try {
            folder = Files.createTempDirectory("cardferry-postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** Starts it on what it left. */
    public void start() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    // All are off by default here, and then a commit proves nothing.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200");
            if (AsNobody.isNeeded()) {
                builder.setOverrideWorkingDirectory(AsNobody.programs());
                AsNobody.own(folder, Files.createDirectories(folder.resolve("data")));
            }
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it in the middle of whatever it does: transactions are rolled back, connections are cut. */
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a new database and gives its address. */
    public String newDatabase() {
        String name = "ledger_" + UUID.randomUUID().toString().replace("-", "");
        execute("CREATE DATABASE " + name);
        return url(name);
    }

    public String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** Runs a statement outside of every ledger. */
    public void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
