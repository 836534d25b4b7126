package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.Submission;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The ledger's card registrations: intent before sending, what came of each exchange, and what is due. Like all of the
 * ledger's parts it keeps what {@link Ledger} says of changes and reads. Thread-safe.
 */
public final class Cards {

    private final Tables tables;
    private final AtRest atRest;
    private final DeliveryPlan plan;
    private final LedgerListener listener;
    private final Committer committer;
    private final AttemptRecorder attempts;
    private final DueWork dueWork;

    /** @param plan what is done next about cards that their issuers have not decided */
    Cards(
            Tables tables,
            AtRest atRest,
            DeliveryPlan plan,
            LedgerListener listener,
            Committer committer,
            AttemptRecorder attempts,
            DueWork dueWork) {
        this.tables = tables;
        this.atRest = atRest;
        this.plan = plan;
        this.listener = listener;
        this.committer = committer;
        this.attempts = attempts;
        this.dueWork = dueWork;
    }

    /**
     * Records that the card is about to be sent. Nothing may be sent before this has committed.
     *
     * @param message the message as rendered, to be sent byte for byte the same on every repeat
     * @param matchedBy by which of its fields an answer finds it, with their values: not encrypted, and kept for ever. Empty
     *     where the transport itself tells whose an answer is
     * @param packVersion the version of the issuer pack that rendered it
     */
    public CompletableFuture<CardRegistration> recordIntent(
            CardRegistration card, byte[] message, Map<String, String> matchedBy, String packVersion) {
        String sealedText = atRest.seal(message);
        return committer.commit(now -> attempts.begin(card, sealedText, matchedBy, packVersion, now));
    }

    /** Records that nothing may be sent to its issuer now: the PENDING card waits, due, for that to pass. */
    public CompletableFuture<CardRegistration> recordHold(CardRegistration card, Reason reason) {
        return told(committer.commit(now -> attempts.hold(card, reason, now)));
    }

    /** Gives a card back that this process has leased, to be worked on later; false if somebody else has it now. */
    public CompletableFuture<Boolean> postpone(CardRegistration card, Duration delay) {
        return committer.commit(now -> dueWork.postpone(card, now.plus(delay)));
    }

    /** Records that the card is never sent, and why. */
    public CompletableFuture<CardRegistration> recordRejection(CardRegistration card, Reason reason) {
        return told(committer.commit(now -> attempts.giveUp(card, CardStatus.REJECTED, reason, now)));
    }

    /** Records that the hub gives the card up for now, and why: it becomes a dead letter. */
    public CompletableFuture<CardRegistration> recordDeath(CardRegistration card, Reason reason) {
        return told(committer.commit(now -> attempts.giveUp(card, CardStatus.DEAD_LETTERED, reason, now)));
    }

    /**
     * Records that the card is about to be sent once more, with the message that was kept. Nothing may be sent before
     * this has committed.
     */
    public CompletableFuture<CardRegistration> recordRepeat(CardRegistration card) {
        return committer.commit(now -> attempts.begin(card, null, Map.of(), null, now));
    }

    /**
     * Records what came of an attempt. A decided answer settles the card however late it comes, unless a decision stands
     * already; any other answer counts only if nobody else has taken the card over, and the plan says what is next.
     *
     * @param sent the card as {@link #recordIntent} or {@link #recordRepeat} gave it
     */
    public CompletableFuture<CardRegistration> recordOutcome(CardRegistration sent, Outcome outcome, Duration latency) {
        return told(committer.commit(now -> attempts.end(sent, outcome, latency, plan, now)));
    }

    /**
     * Records what came of an inquiry, as {@link #recordOutcome} does.
     *
     * @param asked the card in doubt, as it was taken
     * @param outcome DECIDED, NOT_PROCESSED if the issuer never saw the request, or another if it could not be asked
     */
    public CompletableFuture<CardRegistration> recordInquiry(
            CardRegistration asked, Outcome outcome, Duration latency) {
        return told(committer.commit(now -> attempts.endInquiry(asked, outcome, latency, plan, now)));
    }

    /**
     * Records an answer that nobody waited for, or no longer. A decision settles the card as with {@link #recordOutcome}.
     *
     * @param then the card as it was when it was sent, or as it was found by what the answer says
     * @param mayEndAttempt whether any other answer ends the card's attempt, if that is its first, still under way, and
     *     nobody has changed the card since {@code then}; else it is written down and changes nothing
     */
    public CompletableFuture<CardRegistration> recordLateAnswer(
            CardRegistration then, Outcome outcome, boolean mayEndAttempt) {
        return told(committer.commit(now -> attempts.endLate(then, outcome, mayEndAttempt, plan, now)));
    }

    private CompletableFuture<CardRegistration> told(CompletableFuture<CardChange> change) {
        return change.thenApply(this::told);
    }

    private CardRegistration told(CardChange changed) {
        CardRegistration card = changed.card();
        listener.cardChanged(card);
        if (changed.registrationEnded()) {
            listener.registrationEnded(card.registrationId(), RegistrationStatus.COMPLETED);
        }
        return card;
    }

    /** Takes cards of an issuer whose time has come, whatever their status; leased by this process. */
    public CompletableFuture<List<DueCard>> takeDueCards(String issuer, int limit) {
        return takeDueCards(issuer, CardStatus.WORKED_ON, limit);
    }

    /**
     * Takes cards of an issuer whose time has come; leased by this process. Cards that were being sent when their process
     * died become IN_DOUBT, and those whose budget is spent dead letters.
     *
     * @param statuses only cards in one of these, of {@link CardStatus#WORKED_ON}
     */
    public CompletableFuture<List<DueCard>> takeDueCards(String issuer, Set<CardStatus> statuses, int limit) {
        return committer
                .commit(now -> dueWork.takeCards(issuer, statuses, limit, now))
                .thenApply(due -> {
                    due.changed().forEach(this::told);
                    return due.taken();
                });
    }

    /**
     * How many cards each issuer has that are not done with, by status: those that the hub works on, and those that are
     * DEAD_LETTERED. An issuer without any, and a status without any, is left out.
     */
    public SortedMap<String, Map<CardStatus, Long>> cardCounts() {
        return Ledger.read(() -> CardCounts.read(tables.jdbc()));
    }

    /**
     * The message that was kept for the card's request id, as {@link #recordIntent} got it.
     *
     * @throws StaleChangeException if there is none any more
     */
    public byte[] message(CardRegistration card) {
        return Ledger.read(() -> atRest.open(tables.contents()
                .sealedMessage(card)
                .orElseThrow(() -> new StaleChangeException(
                        "card registration " + card.cardRegistrationId() + " has no message any more"))));
    }

    /**
     * By which fields an answer finds the message of the card's request id, as {@link #recordIntent} got them; also once the
     * message is removed. Empty where there are none, and for messages that were kept before the ledger knew them.
     */
    public Map<String, String> matchedBy(CardRegistration card) {
        return Ledger.read(() -> tables.contents().matchedBy(card));
    }

    /**
     * The card that its issuer knows by this request id. One that was refreshed since, and is known by another now, as it was
     * then: a dead letter, of version 0, so that nobody takes it for the card as it stands.
     */
    public Optional<CardRegistration> cardOfRequest(UUID issuerRequestId) {
        return Ledger.read(() -> tables.cards().ofRequest(issuerRequestId).or(() -> ofEarlierRequest(issuerRequestId)));
    }

    private Optional<CardRegistration> ofEarlierRequest(UUID issuerRequestId) {
        return tables.deadLetters()
                .ofRequest(issuerRequestId)
                .flatMap(dead -> tables.cards().one(dead.cardRegistrationId()).map(card -> card.underRequestOf(dead)));
    }

    /** The ids of those of these cards that have been changed since, or are gone. By one query, so of 10,000 at most. */
    public Set<UUID> changed(Collection<CardRegistration> cards) {
        return Ledger.read(() -> CardVersions.changed(tables.jdbc(), cards));
    }

    /** What is needed to send the card: its registration, and the card as its source listed it. */
    public Submission submission(CardRegistration card) {
        return Ledger.read(() -> {
            Registration registration =
                    tables.registrations().find(card.registrationId()).orElseThrow();
            String sealedText = tables.contents()
                    .sealedCard(card.cardRegistrationId())
                    .orElseThrow(() -> new StaleChangeException(
                            "card registration " + card.cardRegistrationId() + " has no card any more"));
            DiscoveredCard discovered = StoredJson.read(atRest.open(sealedText), DiscoveredCard.class);
            return new Submission(registration, card, discovered);
        });
    }
}
