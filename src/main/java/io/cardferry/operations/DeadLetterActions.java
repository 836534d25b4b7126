package io.cardferry.operations;

import io.cardferry.intake.DiscardRequest;
import io.cardferry.intake.Problem;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.intake.ReplayRequest;
import io.cardferry.intake.ResolveRequest;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.Replay;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.DeadLetterChange;
import io.cardferry.registration.ledger.DeadLetters;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators do about one dead letter. Each action is counted and told in the log, without its reason: people write
 * what they like, and the history keeps it. What can't be done as things stand is a
 * {@link io.cardferry.registration.DeadLetterConflict}, an id that there is not {@code not-found}.
 */
public final class DeadLetterActions {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterActions.class);

    private final DeadLetters deadLetters;
    private final HubMetrics metrics;

    public DeadLetterActions(DeadLetters deadLetters, HubMetrics metrics) {
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /** What a replay would come to; changes nothing. */
    public PlannedReplay plan(ReplayRequest request) {
        Replay replay = deadLetters
                .preview(request.deadLetterId(), request.force(), request.refresh())
                .orElseThrow(DeadLetterReads::notFound);
        return new PlannedReplay(request, replay);
    }

    /** Sends the card, or asks the sources, again. */
    public DeadLetterChange replay(PlannedReplay planned) {
        ReplayRequest request = planned.request();
        return done(
                OperatorAction.REPLAY, deadLetters.replay(request.deadLetterId(), request.reason(), request.force()));
    }

    /** Sends the card as its source lists it now. */
    public DeadLetterChange refresh(RefreshedCard refreshed) {
        ReplayRequest request = refreshed.request();
        return done(
                OperatorAction.REFRESH,
                deadLetters.refresh(request.deadLetterId(), request.reason(), refreshed.fresh()));
    }

    /**
     * Records what the issuer's own people said.
     *
     * @throws ProblemException {@code invalid-request} if a whole registration died: no issuer knows of it
     */
    public DeadLetterChange resolve(ResolveRequest request) {
        DeadLetter dead = DeadLetterReads.existing(deadLetters, request.deadLetterId());
        if (dead.isOfRegistration()) {
            throw new ProblemException(Problem.ofField(
                    ProblemCode.INVALID_REQUEST,
                    "/outcome",
                    "a whole registration died before any issuer heard of a card of it: replay or discard it"));
        }
        return done(
                OperatorAction.RESOLVE,
                deadLetters.resolve(request.deadLetterId(), request.resolution(), request.reason()));
    }

    /** Closes it for good. */
    public DeadLetterChange discard(DiscardRequest request) {
        DeadLetterReads.existing(deadLetters, request.deadLetterId());
        return done(OperatorAction.DISCARD, deadLetters.discard(request.deadLetterId(), request.reason()));
    }

    private DeadLetterChange done(OperatorAction action, CompletableFuture<DeadLetterChange> change) {
        DeadLetterChange changed = Commit.of(change);
        metrics.operatorActed(action, 1);
        LOG.info(
                "dead letter {}: {}, of registration {}",
                changed.deadLetter().deadLetterId(),
                action.word(),
                changed.registration().registrationId());
        return changed;
    }
}
