package io.cardferry.registration.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * HSQLDB as a file in the data folder, for one process. A commit is on the disk before it is acknowledged.
 *
 * <p>HSQLDB's own lock file is off: after a kill its heartbeat would delay the next start by ten seconds. Whoever opens
 * this holds the data folder's lock instead.
 */
public final class EmbeddedDatabase implements Database {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final int CONNECTIONS = 8;
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);
    /** Per connection; more than the ledger has. */
    private static final int STATEMENTS = 100;

    /** Below this nothing more is written: HSQLDB goes on after a write that failed, and reads only up to it later. */
    private static final long ROOM_BYTES_MIN = 64L * 1024 * 1024;

    private final BasicDataSource pool;
    private final Path folder;

    private EmbeddedDatabase(BasicDataSource pool, Path folder) {
        this.pool = pool;
        this.folder = folder;
    }

    /** Opens the database, makes it if it is not there, and brings its tables up to date. */
    public static EmbeddedDatabase open(Path folder) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl("jdbc:hsqldb:file:" + folder.resolve("ledger").toAbsolutePath()
                // Each commit is synced before it returns; the default would lose half a second of acknowledged work.
                + ";hsqldb.write_delay=false"
                + ";hsqldb.lock_file=false"
                + ";hsqldb.tx=mvcc"
                // On the disk, not in memory: the ledger grows, the heap does not.
                + ";hsqldb.default_table_type=cached"
                // Plain file access: memory mapping keeps more memory than -Xmx says, and warns on newer JDKs.
                + ";hsqldb.nio_data_file=false"
                // A small log is replayed quickly after a kill. Megabytes.
                + ";hsqldb.log_size=32"
                + ";sql.enforce_size=true");
        pool.setUsername("SA");
        pool.setPassword("");
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(CONNECTION_WAIT);
        // HSQLDB compiles a statement each time that it is prepared, which costs more than running it.
        pool.setPoolPreparedStatements(true);
        pool.setMaxOpenPreparedStatements(STATEMENTS);
        Flyway.configure()
                .dataSource(pool)
                .locations(Dialect.HSQLDB.migrations())
                .load()
                .migrate();
        return new EmbeddedDatabase(pool, folder);
    }

    /** Whether there is a database in the folder. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve("ledger.properties"));
    }

    /** Whether the disk has room for more: at least 64 MiB. */
    @Override
    public boolean hasRoom() {
        return folder.toFile().getUsableSpace() >= ROOM_BYTES_MIN;
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public Dialect dialect() {
        return Dialect.HSQLDB;
    }

    /** Not: the data folder's lock keeps others out. */
    @Override
    public boolean isShared() {
        return false;
    }

    /** Writes what HSQLDB still holds in memory, and closes it. Without this the next start replays its log. */
    @Override
    public void close() {
        try {
            new JdbcTemplate(pool).execute("SHUTDOWN");
            pool.close();
        } catch (DataAccessException | SQLException e) {
            LOG.warn("the embedded database did not shut down cleanly; its log is replayed at the next start");
        }
    }
}
