package io.cardferry.registration.ledger;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the ledger's database can commit, as all who commit there find it: one outage, and one full disk, is told once,
 * whoever meets it first. Thread-safe.
 */
final class DatabaseState {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseState.class);

    private final BooleanSupplier room;
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();

    /** @param room whether the database has room for more; without it nothing is committed */
    DatabaseState(BooleanSupplier room) {
        this.room = room;
    }

    boolean hasRoom() {
        boolean isFull = !room.getAsBoolean();
        boolean wasFull = full.getAndSet(isFull);
        if (isFull && !wasFull) {
            LOG.error("the disk is full: nothing is accepted or sent until there is room again");
        } else if (wasFull && !isFull) {
            LOG.info("there is room on the disk again");
        }
        return !isFull;
    }

    /** A commit was made. */
    void committed() {
        if (gone.getAndSet(false)) {
            LOG.info("the database is back");
        }
    }

    /** A commit was not made. True if the next one will not be made either. */
    boolean failed(Throwable e) {
        boolean isGone = CommitFailure.isOfDatabase(e);
        if (isGone && !gone.getAndSet(true)) {
            LOG.error(
                    "the database can't commit ({}): nothing is accepted or sent until it is back",
                    e.getClass().getSimpleName());
        }
        return isGone;
    }

    /** Whether the database was away, or read only, at the last commit. The next one that is made ends that. */
    boolean isGone() {
        return gone.get();
    }
}
