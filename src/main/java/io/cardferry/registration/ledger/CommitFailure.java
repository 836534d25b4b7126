package io.cardferry.registration.ledger;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.TransactionException;

/** Whose failure it is if a change can't be committed, and what is said to whoever asked for it. */
final class CommitFailure {

    /** SQLState of PostgreSQL's read_only_sql_transaction. */
    private static final String READ_ONLY = "25006";

    private CommitFailure() {}

    /** Whether it is the database's or the connection's, and so will be the next change's, too. */
    static boolean isOfDatabase(Throwable e) {
        return e instanceof TransactionException
                || e instanceof DataAccessResourceFailureException
                || e instanceof RecoverableDataAccessException
                || e instanceof TransientDataAccessResourceException
                || e instanceof QueryTimeoutException
                || isReadOnly(e);
    }

    /** A standby, or a primary that was made read only: it answers, and commits nothing. */
    private static boolean isReadOnly(Throwable e) {
        return e instanceof UncategorizedSQLException failure
                && READ_ONLY.equals(failure.getSQLException().getSQLState());
    }

    /** What the change's future fails with: whether trying again may help, the caller knows by that. */
    static Throwable forCaller(Throwable e) {
        // A value that does not fit, a row that has to be there: our mistakes; trying again does not help.
        boolean ours = e instanceof DataIntegrityViolationException
                || e instanceof DataRetrievalFailureException
                || e instanceof InvalidDataAccessApiUsageException;
        boolean database = !ours && (e instanceof DataAccessException || e instanceof TransactionException);
        return database ? new LedgerUnavailableException("the ledger can't commit", e) : e;
    }
}
