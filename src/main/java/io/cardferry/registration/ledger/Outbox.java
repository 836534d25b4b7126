package io.cardferry.registration.ledger;

import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.OutboxBacklog;
import io.cardferry.registration.OutboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The ledger's outbox: what must be told by a message, at least once, in any order. Who takes an entry has it for a
 * lease; what he does not report in that time is due again. Changes and reads behave as the {@link Ledger}'s do.
 */
public final class Outbox {

    /** More are not counted. */
    public static final int COUNTED_MAX = 10_000;

    /** In one transaction; what is left is given up the next time. */
    private static final int GIVEN_UP_MAX = 100;

    private final Tables tables;
    private final Lease lease;
    private final Committer committer;

    Outbox(Tables tables, Lease lease, Committer committer) {
        this.tables = tables;
        this.lease = lease;
        this.committer = committer;
    }

    /**
     * Takes entries whose time has come; leased by this process.
     *
     * @param limit the most that are wanted, at least 1
     */
    public CompletableFuture<List<OutboxEntry>> takeDue(OutboxEntry.Kind kind, int limit) {
        return committer.commit(now -> tables.outbox().takeDue(kind, limit, lease, now));
    }

    /** The broker has it on its disk; false if another process has reported that already. */
    public CompletableFuture<Boolean> sent(OutboxEntry entry) {
        return committer.commit(now -> tables.outbox().delete(entry.entryId()));
    }

    /** It was taken and not tried. It is due again, for whoever takes it first. */
    public CompletableFuture<OutboxEntry> handBack(OutboxEntry entry) {
        return committer.commit(now -> {
            tables.outbox().handBack(entry.entryId(), lease, now);
            return entry;
        });
    }

    /**
     * The entry's destination refused it. Everything that is due for that destination waits, so that nothing else has to
     * wait for it; what has been refused too often is given up, and its registration's history tells so.
     *
     * @param wait how long it waits
     * @param attemptsMax how often a destination is tried; {@link Integer#MAX_VALUE} for ever
     * @param why for the history, without anything that could be card data; up to 400 characters
     * @return those that were given up
     */
    public CompletableFuture<List<OutboxEntry>> refused(OutboxEntry entry, Duration wait, int attemptsMax, String why) {
        return committer.commit(now -> refused(entry, wait, attemptsMax, why, now));
    }

    private List<OutboxEntry> refused(OutboxEntry entry, Duration wait, int attemptsMax, String why, Instant now) {
        tables.outbox().postpone(entry, now.plus(wait), lease, now);
        List<OutboxEntry> spent = tables.outbox().spent(entry, attemptsMax, GIVEN_UP_MAX);
        for (OutboxEntry given : spent) {
            tables.outbox().delete(given.entryId());
            History.write(
                    tables.jdbc(),
                    given.subjectId(),
                    List.of(new HistoryEntry(
                            now, null, "reply-given-up", null, null, given.attempts(), null, null, why)));
        }
        return spent;
    }

    /** What is to be sent now or later; of each kind those of {@link #COUNTED_MAX} that are due first. */
    public OutboxBacklog backlog() {
        return Ledger.read(() -> Stream.of(OutboxEntry.Kind.values())
                .map(kind -> tables.outbox().backlog(kind, COUNTED_MAX))
                .reduce(OutboxBacklog.NONE, OutboxBacklog::plus));
    }
}
