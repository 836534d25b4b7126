package io.cardferry.registration.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** A PostgreSQL that any number of hubs share (docs/decisions/018). A commit is on its disk before it is acknowledged. */
public final class PostgresDatabase implements Database {

    /** Of one hub; PostgreSQL takes 100 by default, from all. */
    private static final int CONNECTIONS = 16;

    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);
    private static final Duration VALIDATION = Duration.ofSeconds(2);

    /**
     * The server's own clocks: a statement that waits for a lock gives up, and a hub that is stopped in the middle of a
     * transaction loses its locks before it holds up the others for long.
     */
    private static final String CLOCKS =
            "SET statement_timeout = '5s'; SET idle_in_transaction_session_timeout = '10s'";

    private final HikariDataSource pool;

    private PostgresDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens the database and brings its tables up to date; hubs that do so at once wait for each other.
     *
     * @param patience how long the server may be away: in containers everything starts at once
     * @throws DatabaseRefusedException if it can't be used as it is
     * @throws LedgerUnavailableException if it does not answer
     */
    public static PostgresDatabase open(PostgresServer server, Duration patience) {
        server.require(patience);
        try {
            Flyway.configure()
                    .dataSource(server.forMigrations())
                    .locations(Dialect.POSTGRESQL.migrations())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw isForbidden(e)
                    ? new DatabaseRefusedException("cardferry.db.user = \"" + server.user() + "\": " + server
                            + " does not let this role make the ledger's tables; let it own the database, or a schema of"
                            + " its own (docs/postgresql.md)")
                    : new LedgerUnavailableException("the ledger's tables can't be brought up to date", e);
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setDataSource(server.forWork());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setValidationTimeout(VALIDATION.toMillis());
        config.setConnectionInitSql(CLOCKS);
        // What a role or database may have set otherwise.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new PostgresDatabase(new HikariDataSource(config));
    }

    private static boolean isForbidden(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException denied && "42501".equals(denied.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** Its own people watch its disk; a full one fails the commit. */
    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void close() {
        pool.close();
    }
}
