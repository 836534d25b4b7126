package io.cardferry.registration.ledger;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where the databases differ. */
public enum Dialect {
    /** A violated unique key fails the statement and leaves the transaction whole. */
    HSQLDB("hsqldb", ""),
    /** A violated unique key would end the transaction, so the statement must not violate it. */
    POSTGRESQL("postgresql", " ON CONFLICT DO NOTHING");

    private final String folder;
    private final String onConflict;

    Dialect(String folder, String onConflict) {
        this.folder = folder;
        this.onConflict = onConflict;
    }

    /** The folder of its own migrations. */
    String folder() {
        return folder;
    }

    /** Inserts a row and says whether it did; a row with the same unique key makes it do nothing. */
    boolean insertUnlessPresent(JdbcTemplate jdbc, String insert, Object... values) {
        try {
            return jdbc.update(insert + onConflict, values) == 1;
        } catch (DuplicateKeyException present) {
            return false;
        }
    }
}
