package io.cardferry.registration.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits changes in groups. A thread takes what is waiting, applies it in one transaction and commits once: a sync to
 * the disk costs the same for one change as for a hundred. How many threads do so, the {@link Dialect} says.
 *
 * <p>A future completes after the commit, on a committer's own thread: continue from it only on another thread. If a
 * change of a group fails, the group is rolled back and each of its changes is applied alone, so that one change's
 * failure never fails another's. Changes must therefore be repeatable. If the database is gone, all of the group have
 * failed: whether a commit that was under way was made is not known then.
 */
final class Committer implements AutoCloseable {

    /** A change of the ledger, made within a transaction that is bound to the committer's thread. */
    interface Change<T> {
        /** @param now the database's clock */
        T apply(Instant now);
    }

    private record Waiting<T>(Change<T> change, CompletableFuture<T> committed) {
        Runnable applied(Instant now) {
            T result = change.apply(now);
            return () -> committed.complete(result);
        }

        void failed(Throwable e) {
            committed.completeExceptionally(unavailable(e));
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    /** Bounds a transaction's length; beyond it a sync is shared well enough. */
    private static final int MAX_GROUP = 256;
    /** For a change that is in another one's way. */
    private static final int MAX_TRIES = 5;

    /** SQLState of PostgreSQL's read_only_sql_transaction. */
    private static final String READ_ONLY = "25006";

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final BlockingQueue<Waiting<?>> queue;
    private final BooleanSupplier room;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final int groupMax;
    private volatile boolean closing;

    /**
     * @param room whether the database has room for more; without it nothing is committed
     * @param capacity how many changes may wait; more are refused
     * @param size how many threads commit
     */
    Committer(JdbcTemplate jdbc, DataSource dataSource, BooleanSupplier room, int capacity, int size) {
        this(jdbc, dataSource, room, capacity, size, MAX_GROUP);
    }

    private Committer(
            JdbcTemplate jdbc, DataSource dataSource, BooleanSupplier room, int capacity, int size, int groupMax) {
        this.room = room;
        this.groupMax = groupMax;
        this.jdbc = jdbc;
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        queue = new LinkedBlockingQueue<>(capacity);
        for (int i = 1; i <= size; i++) {
            Thread thread = new Thread(this::commitGroups, "ledger-committer-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** One thread, which commits each change by itself: for what must not be held while other changes are made. */
    static Committer ofSingles(JdbcTemplate jdbc, DataSource dataSource, BooleanSupplier room, int capacity) {
        return new Committer(jdbc, dataSource, room, capacity, 1, 1);
    }

    /** The change's result once it is committed; fails with {@link LedgerUnavailableException} if it can't be. */
    <T> CompletableFuture<T> commit(Change<T> change) {
        Waiting<T> waiting = new Waiting<>(change, new CompletableFuture<>());
        if (closing) {
            waiting.committed.completeExceptionally(new LedgerUnavailableException("the ledger is closing", null));
        } else if (!queue.offer(waiting)) {
            waiting.committed.completeExceptionally(
                    new LedgerUnavailableException("too many changes wait for the ledger", null));
        }
        return waiting.committed;
    }

    /** How many changes wait. */
    int waiting() {
        return queue.size();
    }

    /** Whether the database was away, or read only, at the last commit. The next one that is made ends that. */
    boolean isGone() {
        return gone.get();
    }

    private void commitGroups() {
        List<Waiting<?>> group = new ArrayList<>(groupMax);
        while (!(closing && queue.isEmpty())) {
            try {
                Waiting<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, groupMax - 1);
                    commitGroup(group);
                    group.clear();
                }
            } catch (InterruptedException e) {
                closing = true;
            }
        }
    }

    private void commitGroup(List<Waiting<?>> group) {
        if (!hasRoom()) {
            group.forEach(each -> each.committed.completeExceptionally(
                    new LedgerUnavailableException("the ledger's disk is full", null)));
            return;
        }
        try {
            commitTogether(group);
        } catch (RuntimeException | Error e) {
            boolean alone = group.size() == 1 && !(e instanceof ConcurrencyFailureException);
            if (isGone(e) || alone) {
                group.forEach(each -> each.failed(e));
            } else {
                LOG.debug("a group of {} changes is applied one by one: {}", group.size(), e.getClass());
                commitOneByOne(group);
            }
        }
    }

    private void commitTogether(List<Waiting<?>> group) {
        List<Runnable> completions = transaction.execute(status -> {
            Instant now = databaseClock();
            return group.stream().map(each -> each.applied(now)).toList();
        });
        if (gone.getAndSet(false)) {
            LOG.info("the database is back");
        }
        completions.forEach(Runnable::run);
    }

    /** Once the database is gone the rest is not tried: each would wait for a connection in vain. */
    private void commitOneByOne(List<Waiting<?>> group) {
        Throwable end = null;
        for (Waiting<?> each : group) {
            if (end != null) {
                each.failed(end);
                continue;
            }
            try {
                commitAlone(each);
            } catch (RuntimeException | Error e) {
                each.failed(e);
                end = isGone(e) ? e : null;
            }
        }
    }

    /** Another hub's transaction may have been in the way: a deadlock, or a row that was gone between two statements. */
    private void commitAlone(Waiting<?> change) {
        for (int left = MAX_TRIES - 1; ; left--) {
            try {
                commitTogether(List.of(change));
                return;
            } catch (ConcurrencyFailureException inTheWay) {
                if (left == 0) {
                    throw inTheWay;
                }
            }
        }
    }

    /** Whether the failure is the database's or the connection's, and so will be the next change's, too. */
    private boolean isGone(Throwable e) {
        boolean isGone = e instanceof TransactionException
                || e instanceof DataAccessResourceFailureException
                || e instanceof RecoverableDataAccessException
                || e instanceof TransientDataAccessResourceException
                || e instanceof QueryTimeoutException
                || isReadOnly(e);
        if (isGone && !gone.getAndSet(true)) {
            LOG.error(
                    "the database can't commit ({}): nothing is accepted or sent until it is back",
                    e.getClass().getSimpleName());
        }
        return isGone;
    }

    /** A standby, or a primary that was made read only: it answers, and commits nothing. */
    private static boolean isReadOnly(Throwable e) {
        return e instanceof UncategorizedSQLException failure
                && READ_ONLY.equals(failure.getSQLException().getSQLState());
    }

    private boolean hasRoom() {
        boolean isFull = !room.getAsBoolean();
        boolean wasFull = full.getAndSet(isFull);
        if (isFull && !wasFull) {
            LOG.error("the disk is full: nothing is accepted or sent until there is room again");
        } else if (wasFull && !isFull) {
            LOG.info("there is room on the disk again");
        }
        return !isFull;
    }

    private static Throwable unavailable(Throwable e) {
        // A value that does not fit, a row that has to be there: our mistakes; trying again does not help.
        boolean ours = e instanceof DataIntegrityViolationException
                || e instanceof DataRetrievalFailureException
                || e instanceof InvalidDataAccessApiUsageException;
        boolean database = !ours && (e instanceof DataAccessException || e instanceof TransactionException);
        return database ? new LedgerUnavailableException("the ledger can't commit", e) : e;
    }

    /**
     * What time it is by the database. The first statement of a transaction: PostgreSQL's CURRENT_TIMESTAMP is the time
     * at which that begins.
     */
    Instant databaseClock() {
        return jdbc.queryForObject("VALUES (CURRENT_TIMESTAMP)", OffsetDateTime.class)
                .toInstant();
    }

    /** Commits what waits, for at most five seconds. */
    @Override
    public void close() {
        closing = true;
        long end = System.nanoTime() + CLOSE_WAIT.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
