package io.cardferry.registration.ledger;

import io.cardferry.registration.DeliveryPlan;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger: what became of every registration, on the disk. The only door to the database.
 *
 * <p>Changes return futures that complete after the commit, on the committer's thread; continue from them only on
 * another thread. They fail with {@link LedgerUnavailableException} if the database can't commit, and with
 * {@link StaleChangeException} if somebody else has changed the row meanwhile; nothing was changed then. Reads are
 * made on the caller's thread. Thread-safe.
 */
public final class Ledger implements AutoCloseable {

    /** How many changes may wait for the committer: some seconds' worth. */
    private static final int MAX_WAITING = 10_000;

    private final Tables tables;
    private final DatabaseState state;
    private final Committer committer;
    private final DueWork dueWork;
    private final Registrations registrations;
    private final Cards cards;
    private final IssuerPauses pauses;
    private final DeadLetters deadLetters;
    private final Outbox outbox;
    private final TraceCounters traceNumbers;

    /**
     * @param keyRetention how long an idempotency key is kept after its registration's last change
     * @param plan what is done next about cards that their issuers have not decided
     * @param room whether the database has room for more; without it nothing is committed
     * @param listener is told of changes after their commit
     * @param tellsDeadLetters whether each dead letter is told by a message, too
     */
    public Ledger(
            DataSource database,
            Dialect dialect,
            AtRest atRest,
            Lease lease,
            Duration keyRetention,
            DeliveryPlan plan,
            BooleanSupplier room,
            LedgerListener listener,
            boolean tellsDeadLetters) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        this.tables =
                Tables.of(jdbc, dialect, atRest, new OutboxRows(jdbc, dialect, listener::outboxDue, tellsDeadLetters));
        this.state = new DatabaseState(room);
        this.committer = new Committer(jdbc, database, state, MAX_WAITING, dialect.committers());
        AttemptRecorder attempts = new AttemptRecorder(tables, lease);
        this.dueWork = new DueWork(tables, lease, attempts, plan);
        this.registrations = new Registrations(
                tables, atRest, listener, committer, lease, keyRetention, dueWork, snapshot(database));
        this.cards = new Cards(tables, atRest, plan, listener, committer, attempts, dueWork);
        this.pauses = new IssuerPauses(jdbc, dialect, committer);
        this.deadLetters = new DeadLetters(tables, atRest, committer, listener, plan);
        this.outbox = new Outbox(tables, lease, committer);
        this.traceNumbers = new TraceCounters(jdbc, dialect, Committer.ofSingles(jdbc, database, state, MAX_WAITING));
    }

    private static TransactionTemplate snapshot(DataSource database) {
        TransactionTemplate snapshot = new TransactionTemplate(new JdbcTransactionManager(database));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        return snapshot;
    }

    /** What was asked for. */
    public Registrations registrations() {
        return registrations;
    }

    /** What becomes of each card. */
    public Cards cards() {
        return cards;
    }

    /** When issuers were paused. */
    public IssuerPauses pauses() {
        return pauses;
    }

    /** Ends every lease at once: only for a database that nobody but this process can have open. */
    public CompletableFuture<Integer> endLeases() {
        return committer.commit(now -> dueWork.endLeases(now) + tables.outbox().endLeases(now));
    }

    /** What was given up for now, and what operators do about it. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** The trace numbers that issuers' messages carry. */
    public TraceCounters traceNumbers() {
        return traceNumbers;
    }

    /** What is still to be told by a message. */
    public Outbox outbox() {
        return outbox;
    }

    /** Whether the database answers, and was not away, or read only, at the last commit. */
    public boolean isReachable() {
        if (state.isGone()) {
            return false;
        }
        try {
            return Integer.valueOf(1).equals(tables.jdbc().queryForObject("VALUES (1)", Integer.class));
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** How many changes wait for the committer. */
    public int waitingChanges() {
        return committer.waiting();
    }

    static <T> T read(Supplier<T> query) {
        try {
            return query.get();
        } catch (DataAccessException | TransactionException e) {
            throw new LedgerUnavailableException("the ledger can't be read", e);
        }
    }

    /** Commits what waits, for at most five seconds. The database itself stays open. */
    @Override
    public void close() {
        committer.close();
        traceNumbers.close();
    }
}
