package io.cardferry.registration.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of a PostgreSQL server, and as whom the hub works there.
 *
 * @param url {@code jdbc:postgresql://…} without user and password; its parameters win over ours
 * @param user the role
 * @param password its password, or {@code null} if it needs none
 */
public record PostgresServer(String url, String user, String password) {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    private static final int CONNECT_SECONDS_MAX = 3;
    private static final int LOGIN_SECONDS_MAX = 5;
    /** For one answer of the server: longer than it lets a statement run. */
    private static final int ANSWER_SECONDS_MAX = 15;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    /** Class 28, and no such database: waiting does not help. */
    private static final Set<String> REFUSALS = Set.of("28000", "28P01", "3D000");

    public PostgresServer {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
    }

    /** Makes connections for short statements. */
    DataSource forWork() {
        return connections(ANSWER_SECONDS_MAX);
    }

    /** Makes connections for migrations, which may take as long as they need. */
    DataSource forMigrations() {
        return connections(0);
    }

    private DataSource connections(int answerSeconds) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setConnectTimeout(CONNECT_SECONDS_MAX);
        connections.setLoginTimeout(LOGIN_SECONDS_MAX);
        connections.setSocketTimeout(answerSeconds);
        connections.setTcpKeepAlive(true);
        connections.setApplicationName("cardferry");
        // Else an exception's message quotes the row: account ids in a log.
        connections.setLogServerErrorDetail(false);
        connections.setUrl(url);
        connections.setUser(user);
        connections.setPassword(password);
        return connections;
    }

    /**
     * Waits until the server lets us in, and looks whether it keeps what it has acknowledged.
     *
     * @throws DatabaseRefusedException if it will not let us in, or does not keep it
     * @throws LedgerUnavailableException if it does not answer for that long
     */
    void require(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try (Connection connection = forWork().getConnection()) {
                requireSettings(connection);
                return;
            } catch (SQLException e) {
                if (REFUSALS.contains(String.valueOf(e.getSQLState()))) {
                    throw new DatabaseRefusedException(refusal(e));
                }
                if (System.nanoTime() >= end) {
                    // Without its cause: this line is all that the operator needs.
                    throw new LedgerUnavailableException(
                            this + " did not answer for " + patience.toSeconds() + " s (" + reason(e)
                                    + "); start it, or correct cardferry.db.url",
                            null);
                }
                LOG.warn("{} does not answer yet ({}); trying again", this, reason(e));
                pause();
            }
        }
    }

    private String refusal(SQLException e) {
        return e.getSQLState().equals("3D000")
                ? "cardferry.db.url: " + this + " has no such database; create it (docs/postgresql.md)"
                : "cardferry.db.user = \"" + user + "\": " + this
                        + " does not let this user in; correct cardferry.db.user and cardferry.db.password, or the"
                        + " server's pg_hba.conf";
    }

    private void requireSettings(Connection connection) throws SQLException {
        if (!setting(connection, "server_encoding").equals("UTF8")) {
            throw new DatabaseRefusedException("cardferry.db.url: the database of " + this
                    + " is not in UTF8, and so can't hold every text; create it with ENCODING 'UTF8'");
        }
        if (setting(connection, "synchronous_commit").equals("off")) {
            throw new DatabaseRefusedException(
                    "cardferry.db.url: " + this + " has synchronous_commit = off, and so loses"
                            + " acknowledged work when it dies; set it to on (ALTER ROLE, ALTER DATABASE, postgresql.conf or the"
                            + " address's options)");
        }
        if (setting(connection, "fsync").equals("off")) {
            LOG.warn("{} has fsync = off: what was accepted is lost or broken if its machine dies", this);
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Of a failure to connect: it holds no data. */
    private static String reason(SQLException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return "SQL state " + e.getSQLState() + ", " + cause.getClass().getSimpleName();
    }

    /** No row of the ledger can hold this retry: there is no ledger yet. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("the hub stops", e);
        }
    }

    /** The address without its parameters, and without the password in any case. */
    @Override
    public String toString() {
        int parameters = url.indexOf('?');
        return "PostgreSQL at " + (parameters < 0 ? url : url.substring(0, parameters));
    }
}
