package io.cardferry.operations;

import io.cardferry.intake.BulkReplayRequest;
import io.cardferry.intake.DeadLetterAnswer;
import io.cardferry.intake.HttpAnswer;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.DeadLetterConflict;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.DeadLetters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the route {@code replay-dead-letters}. */
public final class BulkReplay {

    private static final Logger LOG = LoggerFactory.getLogger(BulkReplay.class);

    private final DeadLetters deadLetters;
    private final DeadLetterAnswer answer;
    private final HubMetrics metrics;

    public BulkReplay(DeadLetters deadLetters, DeadLetterAnswer answer, HubMetrics metrics) {
        this.deadLetters = deadLetters;
        this.answer = answer;
        this.metrics = metrics;
    }

    /** Begins to go through the dead letters that are asked for. */
    public BulkRun begin(BulkReplayRequest request) {
        return new BulkRun(request, deadLetters);
    }

    /** Finds out what a replay of each would come to; changes nothing. */
    public void preview(List<DeadLetter> page, BulkRun run) {
        run.attempt(() -> page.forEach(dead -> run.count(deadLetters
                .preview(dead.deadLetterId(), false, false)
                .filter(replay -> replay.conflict().isEmpty())
                .isPresent())));
    }

    /** Replays each; one that can't be is skipped, and keeps no other from it. Their commits are waited for together. */
    public void replay(List<DeadLetter> page, BulkRun run) {
        String reason = run.request().reason();
        run.attempt(() -> {
            CompletableFuture<?>[] replays = page.stream()
                    .map(dead -> deadLetters
                            .replay(dead.deadLetterId(), reason, false)
                            .handle((change, failure) -> counted(failure, run)))
                    .toArray(CompletableFuture[]::new);
            Commit.of(CompletableFuture.allOf(replays));
        });
    }

    private static Void counted(Throwable failure, BulkRun run) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null || cause instanceof DeadLetterConflict) {
            run.count(cause == null);
        } else {
            run.stop(cause);
        }
        return null;
    }

    /**
     * Tells what came of it.
     *
     * @throws io.cardferry.intake.ProblemException {@code unavailable} if the ledger could not be read or written in the
     *     middle of it; says how many were replayed by then, and stay so
     */
    public HttpAnswer end(BulkRun run) {
        if (!run.request().dryRun()) {
            metrics.operatorActed(OperatorAction.REPLAY, run.replayed());
            LOG.info("dead letters: bulk replay, {} matched, {} replayed", run.matched(), run.replayed());
        }
        run.requireWhole();
        return answer.counts(run.request(), run.matched(), run.replayed(), run.skipped());
    }
}
