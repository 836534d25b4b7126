package io.cardferry.registration.ledger;

import javax.sql.DataSource;

/** The database that the ledger is kept in, open and with its tables up to date. */
public interface Database extends AutoCloseable {

    /** Where the ledger reads and writes. */
    DataSource dataSource();

    Dialect dialect();

    /** Whether other hubs may have it open, too. If not, whoever held a lease before this start is dead. */
    boolean isShared();

    /** Whether there is room for more, as far as this process can know. */
    boolean hasRoom();

    @Override
    void close();
}
