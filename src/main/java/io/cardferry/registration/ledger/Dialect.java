package io.cardferry.registration.ledger;

import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where the databases differ (docs/decisions/018). */
public enum Dialect {
    /**
     * A violated unique key fails the statement and leaves the transaction whole. One process has the database, and one
     * thread of it commits, beside the one that counts trace numbers: nobody else locks a row, and more writers only wait
     * for each other.
     */
    HSQLDB(List.of("common", "hsqldb"), "", " FOR UPDATE", "", null, 1),
    /**
     * A violated unique key would end the transaction, so the statement must not violate it. Locks of rows are of the
     * kind that a foreign key's check does not wait for. Several threads commit: each statement is a way over the
     * network, and the server shares its syncs among transactions.
     */
    POSTGRESQL(
            List.of("common"),
            " ON CONFLICT DO NOTHING",
            " FOR NO KEY UPDATE",
            " FOR NO KEY UPDATE SKIP LOCKED",
            "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
            4);

    private final List<String> migrations;
    private final String onConflict;
    private final String lock;
    private final String lockUnlessLocked;
    private final String takeTurn;
    private final int committers;

    Dialect(
            List<String> migrations,
            String onConflict,
            String lock,
            String lockUnlessLocked,
            String takeTurn,
            int committers) {
        this.migrations = migrations;
        this.onConflict = onConflict;
        this.lock = lock;
        this.lockUnlessLocked = lockUnlessLocked;
        this.takeTurn = takeTurn;
        this.committers = committers;
    }

    /** Where its migrations are, for Flyway. */
    String[] migrations() {
        return migrations.stream()
                .map(folder -> "classpath:db/migration/" + folder)
                .toArray(String[]::new);
    }

    /** Inserts a row and says whether it did; a row with the same unique key makes it do nothing. */
    boolean insertUnlessPresent(JdbcTemplate jdbc, String insert, Object... values) {
        try {
            return jdbc.update(insert + onConflict, values) == 1;
        } catch (DuplicateKeyException present) {
            return false;
        }
    }

    /** The query, which also keeps others from changing the rows that it finds until this transaction ends. */
    String locking(String query) {
        return query + lock;
    }

    /** The same, but passing over rows that somebody else has locked: they are being taken by another hub. */
    String taking(String query) {
        return query + lockUnlessLocked;
    }

    /** Waits until nobody else is at this; nobody else is then until this transaction ends. */
    void takeTurn(JdbcTemplate jdbc, String at) {
        if (takeTurn != null) {
            jdbc.query(takeTurn, row -> {}, at);
        }
    }

    /** How many threads commit. */
    int committers() {
        return committers;
    }
}
