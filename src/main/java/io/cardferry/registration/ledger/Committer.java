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
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits changes in groups. One thread takes what is waiting, applies it in one transaction and commits once: a sync
 * to the disk costs the same for one change as for a hundred.
 *
 * <p>A future completes after the commit, on the committer's own thread: continue from it only on another thread. If a
 * change of a group fails, the group is rolled back and each of its changes is applied alone, so that one change's
 * failure never fails another's. Changes must therefore be repeatable.
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
    }

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    /** Bounds a transaction's length; beyond it a sync is shared well enough. */
    private static final int MAX_GROUP = 256;

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final BlockingQueue<Waiting<?>> queue;
    private final BooleanSupplier room;
    private final Thread thread;
    private volatile boolean closing;
    private boolean full;

    /**
     * @param room whether the database has room for more; without it nothing is committed
     * @param capacity how many changes may wait; more are refused
     */
    Committer(JdbcTemplate jdbc, DataSource dataSource, BooleanSupplier room, int capacity) {
        this.room = room;
        this.jdbc = jdbc;
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        queue = new LinkedBlockingQueue<>(capacity);
        thread = new Thread(this::commitGroups, "ledger-committer");
        thread.setDaemon(true);
        thread.start();
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
        List<Waiting<?>> group = new ArrayList<>(MAX_GROUP);
        while (!(closing && queue.isEmpty())) {
            try {
                Waiting<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, MAX_GROUP - 1);
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
            List<Runnable> completions = transaction.execute(status -> {
                Instant now = databaseClock();
                return group.stream().map(each -> each.applied(now)).toList();
            });
            completions.forEach(Runnable::run);
        } catch (RuntimeException | Error e) {
            if (group.size() == 1) {
                group.get(0).committed.completeExceptionally(unavailable(e));
            } else {
                LOG.debug("a group of {} changes is applied one by one: {}", group.size(), e.getClass());
                group.forEach(each -> commitGroup(List.of(each)));
            }
        }
    }

    /** Only the committer's thread asks. */
    private boolean hasRoom() {
        boolean before = full;
        full = !room.getAsBoolean();
        if (full && !before) {
            LOG.error("the disk is full: nothing is accepted or sent until there is room again");
        } else if (before && !full) {
            LOG.info("there is room on the disk again");
        }
        return !full;
    }

    private static Throwable unavailable(Throwable e) {
        // A value that does not fit is our mistake; trying again does not help.
        boolean ours = e instanceof DataIntegrityViolationException;
        boolean database = !ours && (e instanceof DataAccessException || e instanceof TransactionException);
        return database ? new LedgerUnavailableException("the ledger can't commit", e) : e;
    }

    /** What time it is by the database. */
    Instant databaseClock() {
        return jdbc.queryForObject("VALUES (CURRENT_TIMESTAMP)", OffsetDateTime.class)
                .toInstant();
    }

    /** Commits what waits, for at most five seconds. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
