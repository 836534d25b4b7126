package io.cardferry.registration.ledger;

import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.FoundDeadLetters;
import io.cardferry.registration.Replay;
import io.cardferry.registration.Resolution;
import io.cardferry.registration.SelectedCard;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The ledger's dead letters, and what operators do about them. Changes and reads behave as the {@link Ledger}'s do. A
 * change that can't be made as things stand fails with {@link io.cardferry.registration.DeadLetterConflict}; of several
 * changes of the same dead letter at once one wins, and the others fail so. Every change's reason is kept in the history.
 */
public final class DeadLetters {

    private final Tables tables;
    private final AtRest atRest;
    private final Committer committer;
    private final LedgerListener listener;
    private final DeadLetterReplays replays;
    private final DeadLetterClosings closings;
    private final MessageRemoval removal;

    DeadLetters(Tables tables, AtRest atRest, Committer committer, LedgerListener listener, DeliveryPlan plan) {
        this.tables = tables;
        this.atRest = atRest;
        this.committer = committer;
        this.listener = listener;
        OpenDeadLetters open = new OpenDeadLetters(tables);
        this.replays = new DeadLetterReplays(tables, open, plan);
        this.closings = new DeadLetterClosings(tables, open);
        this.removal = new MessageRemoval(tables.jdbc());
    }

    /** The dead letter with this id, whether it still waits or not. */
    public Optional<DeadLetter> find(UUID deadLetterId) {
        return Ledger.read(() -> tables.deadLetters().find(deadLetterId));
    }

    /**
     * One page of those that wait, newest first.
     *
     * @param before only those that are older than this one, or {@code null}
     */
    public FoundDeadLetters newest(DeadLetterCriteria criteria, UUID before, int limit) {
        return Ledger.read(() -> tables.deadLetters().page(criteria, before, true, limit));
    }

    /**
     * One page of those that wait, oldest first.
     *
     * @param after only those that are newer than this one, or {@code null}
     */
    public FoundDeadLetters oldest(DeadLetterCriteria criteria, UUID after, int limit) {
        return Ledger.read(() -> tables.deadLetters().page(criteria, after, false, limit));
    }

    /** What a replay would do now; changes nothing. */
    public Optional<Replay> preview(UUID deadLetterId, boolean force, boolean refresh) {
        return Ledger.read(() -> tables.deadLetters()
                .find(deadLetterId)
                .map(dead -> replays.preview(dead, force, refresh, committer.databaseClock())));
    }

    /**
     * The card goes back to work with a new budget, under the same request id and with the same message; in doubt, its
     * issuer is asked first. A registration's sources are asked again.
     *
     * @param force whether a card may be sent once more although its issuer may have processed it, can't be asked, and
     *     does not promise that a repeat is safe
     */
    public CompletableFuture<DeadLetterChange> replay(UUID deadLetterId, String reason, boolean force) {
        return told(committer.commit(now -> replays.replay(deadLetterId, reason, force, now)));
    }

    /**
     * The card goes to its issuer as its source lists it now, under a new request id.
     *
     * @param fresh the card, not rejected
     */
    public CompletableFuture<DeadLetterChange> refresh(UUID deadLetterId, String reason, SelectedCard fresh) {
        String sealedText = atRest.seal(StoredJson.bytes(fresh.card()));
        return told(committer.commit(now -> replays.refresh(deadLetterId, reason, fresh, sealedText, now)));
    }

    /** What the issuer's own people said settles the card, or ends its doubt. */
    public CompletableFuture<DeadLetterChange> resolve(UUID deadLetterId, Resolution resolution, String reason) {
        return told(committer.commit(now -> closings.resolve(deadLetterId, resolution, reason, now)));
    }

    /** Nothing more is done about it. */
    public CompletableFuture<DeadLetterChange> discard(UUID deadLetterId, String reason) {
        return told(committer.commit(now -> closings.discard(deadLetterId, reason, now)));
    }

    /**
     * Removes what is needed to send them from the cards of dead letters that have waited long enough, the oldest first.
     *
     * @param age how long they keep it
     * @param limit the most that are removed at once
     * @return how many were; of several hubs at once, each dead letter is counted by one
     */
    public CompletableFuture<Integer> removeMessages(Duration age, int limit) {
        return committer.commit(now -> removal.remove(age, limit, now));
    }

    private CompletableFuture<DeadLetterChange> told(CompletableFuture<DeadLetterChange> change) {
        return change.thenApply(changed -> {
            if (changed.card() != null) {
                listener.cardChanged(changed.card());
            }
            return changed;
        });
    }
}
