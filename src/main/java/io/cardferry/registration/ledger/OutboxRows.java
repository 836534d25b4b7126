package io.cardferry.registration.ledger;

import io.cardferry.registration.OutboxBacklog;
import io.cardferry.registration.OutboxEntry;
import io.cardferry.registration.ReplyRequest;
import io.cardferry.registration.Uuid7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox: what must be told by a message, written in the transaction of the change that it tells of. */
final class OutboxRows {

    private static final String INSERT = """
            INSERT INTO outbox (message_id, kind, subject_id, destination, correlation_id, created_at, next_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";
    /** It waits from now on, for those who watch. */
    private static final String REGISTRATION_ENDED = """
            UPDATE outbox SET next_attempt_at = ?, created_at = ?
            WHERE subject_id = ? AND kind = 'REPLY' AND next_attempt_at IS NULL""";

    private static final String DUE = """
            SELECT message_id, kind, subject_id, destination, correlation_id, attempts FROM outbox
            WHERE kind = ? AND next_attempt_at <= ? ORDER BY next_attempt_at FETCH FIRST ? ROWS ONLY""";
    private static final String LEASE =
            "UPDATE outbox SET next_attempt_at = ?, lease_owner = ? WHERE message_id = ? AND next_attempt_at <= ?";
    private static final String DELETE = "DELETE FROM outbox WHERE message_id = ?";
    private static final String HAND_BACK =
            "UPDATE outbox SET next_attempt_at = ?, lease_owner = NULL WHERE message_id = ? AND lease_owner = ?";
    private static final String OF_DESTINATION = " WHERE kind = ? AND COALESCE(destination, '') = ?";
    private static final String POSTPONE =
            "UPDATE outbox SET attempts = attempts + 1, next_attempt_at = ?, lease_owner = NULL" + OF_DESTINATION
                    + " AND (next_attempt_at <= ? OR lease_owner = ?)";
    private static final String SPENT =
            "SELECT message_id, kind, subject_id, destination, correlation_id, attempts FROM outbox" + OF_DESTINATION
                    + " AND attempts >= ? FETCH FIRST ? ROWS ONLY";
    private static final String END_LEASES =
            "UPDATE outbox SET next_attempt_at = ?, lease_owner = NULL WHERE lease_owner IS NOT NULL";
    /** A range of the index, which the replies that wait for their registrations' ends are not in. */
    private static final String BACKLOG = """
            SELECT COUNT(*) AS entries, MIN(created_at) AS oldest FROM (
              SELECT created_at FROM outbox WHERE kind = ? AND next_attempt_at > ?
              ORDER BY next_attempt_at FETCH FIRST ? ROWS ONLY) AS waiting""";

    private final JdbcTemplate jdbc;
    private final String due;
    private final Runnable tell;
    private final boolean tellsDeadLetters;

    /**
     * @param tell is run after each commit that made something due
     * @param tellsDeadLetters whether dead letters are told at all: else nobody would ever take them out
     */
    OutboxRows(JdbcTemplate jdbc, Dialect dialect, Runnable tell, boolean tellsDeadLetters) {
        this.jdbc = jdbc;
        this.due = dialect.taking(DUE);
        this.tell = tell;
        this.tellsDeadLetters = tellsDeadLetters;
    }

    /** @param settled whether there is nothing to wait for any more */
    void askReply(UUID registrationId, ReplyRequest request, boolean settled, Instant now) {
        boolean isDue = settled || request.when() == ReplyRequest.When.ACCEPTED;
        insert(OutboxEntry.Kind.REPLY, registrationId, request.destination(), request.correlationId(), isDue, now);
    }

    void tellDeadLetter(UUID deadLetterId, Instant now) {
        if (tellsDeadLetters) {
            insert(OutboxEntry.Kind.DEAD_LETTER, deadLetterId, null, null, true, now);
        }
    }

    private void insert(
            OutboxEntry.Kind kind, UUID subject, String destination, String correlationId, boolean isDue, Instant now) {
        Object time = Rows.time(now);
        jdbc.update(INSERT, Uuid7.next(), kind.name(), subject, destination, correlationId, time, isDue ? time : null);
        if (isDue) {
            tellAfterCommit();
        }
    }

    /** The replies that waited for it are due. */
    void registrationEnded(UUID registrationId, Instant now) {
        if (jdbc.update(REGISTRATION_ENDED, Rows.time(now), Rows.time(now), registrationId) > 0) {
            tellAfterCommit();
        }
    }

    private void tellAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tell.run();
            }
        });
    }

    /** Takes what is due; nobody else does until the lease is over. */
    List<OutboxEntry> takeDue(OutboxEntry.Kind kind, int limit, Lease lease, Instant now) {
        Object time = Rows.time(now);
        List<OutboxEntry> taken = jdbc.query(due, (row, number) -> entry(row), kind.name(), time, limit);
        Object until = Rows.time(now.plus(lease.duration()));
        jdbc.batchUpdate(
                LEASE,
                taken.stream()
                        .map(entry -> new Object[] {until, lease.owner(), entry.entryId(), time})
                        .toList());
        return taken;
    }

    /** False if it was not there any more. */
    boolean delete(UUID entryId) {
        return jdbc.update(DELETE, entryId) == 1;
    }

    /** It was not tried: it is due again. */
    void handBack(UUID entryId, Lease lease, Instant now) {
        jdbc.update(HAND_BACK, Rows.time(now), entryId, lease.owner());
    }

    /** Whatever is due for the entry's destination waits until then, and counts an attempt. */
    void postpone(OutboxEntry entry, Instant until, Lease lease, Instant now) {
        jdbc.update(POSTPONE, Rows.time(until), entry.kind().name(), where(entry), Rows.time(now), lease.owner());
    }

    /** Those for the entry's destination that were tried so often. */
    List<OutboxEntry> spent(OutboxEntry entry, int attempts, int limit) {
        return jdbc.query(SPENT, (row, number) -> entry(row), entry.kind().name(), where(entry), attempts, limit);
    }

    private static String where(OutboxEntry entry) {
        return entry.destination() == null ? "" : entry.destination();
    }

    /** Only for a database that nobody but this process can have open. */
    int endLeases(Instant now) {
        return jdbc.update(END_LEASES, Rows.time(now));
    }

    /** What of a kind is to be sent now or later; more than {@code limit} are not looked at. */
    OutboxBacklog backlog(OutboxEntry.Kind kind, int limit) {
        return jdbc.queryForObject(
                BACKLOG,
                (row, number) -> new OutboxBacklog(row.getInt("entries"), Rows.instant(row, "oldest")),
                kind.name(),
                Rows.time(Instant.EPOCH),
                limit);
    }

    private static OutboxEntry entry(ResultSet row) throws SQLException {
        return new OutboxEntry(
                Rows.uuid(row, "message_id"),
                OutboxEntry.Kind.valueOf(row.getString("kind")),
                Rows.uuid(row, "subject_id"),
                row.getString("destination"),
                row.getString("correlation_id"),
                row.getInt("attempts"));
    }
}
