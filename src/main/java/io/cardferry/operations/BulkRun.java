package io.cardferry.operations;

import io.cardferry.intake.BulkReplayRequest;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.FoundDeadLetters;
import io.cardferry.registration.ledger.DeadLetters;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One bulk replay under way: its pages, and what came of them so far. A failure ends it, and is told at its end. */
public final class BulkRun {

    private static final FoundDeadLetters NO_MORE = new FoundDeadLetters(List.of(), false);

    private final BulkReplayRequest request;
    private final DeadLetters deadLetters;
    private final BulkPages pages;
    private final AtomicInteger replayed = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    BulkRun(BulkReplayRequest request, DeadLetters deadLetters) {
        this.request = request;
        this.deadLetters = deadLetters;
        this.pages = new BulkPages(request.limit(), this::read);
    }

    private FoundDeadLetters read(UUID after, int limit) {
        if (failure.get() != null) {
            return NO_MORE;
        }
        try {
            return deadLetters.oldest(request.criteria(), after, limit);
        } catch (RuntimeException e) {
            stop(e);
            return NO_MORE;
        }
    }

    /** What is asked for. */
    public BulkReplayRequest request() {
        return request;
    }

    /** Its pages, to be gone through once. */
    public Iterator<List<DeadLetter>> pages() {
        return pages;
    }

    /** Does a part of it. What was done stays done, so a failure only ends the run. */
    void attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            stop(e);
        }
    }

    void stop(Throwable why) {
        failure.compareAndSet(null, why);
    }

    void count(boolean wasReplayed) {
        (wasReplayed ? replayed : skipped).incrementAndGet();
    }

    /** How many were looked at. */
    public int matched() {
        return pages.count();
    }

    /** How many were replayed, or would be. */
    public int replayed() {
        return replayed.get();
    }

    /** How many would need force, are superseded, or no longer waited. */
    public int skipped() {
        return skipped.get();
    }

    void requireWhole() {
        Throwable why = failure.get();
        if (why instanceof LedgerUnavailableException) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE,
                    "the ledger could not go on: " + replayed() + " of " + matched()
                            + " were replayed for certain, and stay so; repeat the request for the others");
        }
        if (why != null) {
            throw new IllegalStateException("a bulk replay failed", why);
        }
    }
}
