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
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
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
            committed.completeExceptionally(CommitFailure.forCaller(e));
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    /** Bounds a transaction's length; beyond it a sync is shared well enough. */
    private static final int MAX_GROUP = 256;
    /** For a change that is in another one's way. */
    private static final int MAX_TRIES = 5;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final BlockingQueue<Waiting<?>> queue;
    private final DatabaseState database;
    private final List<Thread> threads = new ArrayList<>();
    private final int groupMax;
    private volatile boolean closing;

    /**
     * @param database of the data source, shared by all who commit there
     * @param capacity how many changes may wait; more are refused
     * @param size how many threads commit
     */
    Committer(JdbcTemplate jdbc, DataSource dataSource, DatabaseState database, int capacity, int size) {
        this(jdbc, dataSource, database, capacity, size, MAX_GROUP);
    }

    private Committer(
            JdbcTemplate jdbc, DataSource dataSource, DatabaseState database, int capacity, int size, int groupMax) {
        this.database = database;
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
    static Committer ofSingles(JdbcTemplate jdbc, DataSource dataSource, DatabaseState database, int capacity) {
        return new Committer(jdbc, dataSource, database, capacity, 1, 1);
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
        if (!database.hasRoom()) {
            group.forEach(each -> each.committed.completeExceptionally(
                    new LedgerUnavailableException("the ledger's disk is full", null)));
            return;
        }
        try {
            commitTogether(group);
        } catch (RuntimeException | Error e) {
            boolean alone = group.size() == 1 && !(e instanceof ConcurrencyFailureException);
            if (database.failed(e) || alone) {
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
        database.committed();
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
                end = database.failed(e) ? e : null;
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
