package io.cardferry.registration.ledger;

import io.cardferry.registration.Acceptance;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.DiscoveryResult;
import io.cardferry.registration.DiscoveryResult.CardsFound;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.FoundRegistrations;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.SearchCriteria;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.SourceExchange;
import io.cardferry.registration.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger: what became of every registration, on the disk. The only door to the database.
 *
 * <p>Changes return futures that complete after the commit, on the committer's thread; continue from them only on
 * another thread. They fail with {@link LedgerUnavailableException} if the database can't commit, and with
 * {@link StaleChangeException} if somebody else has changed the row meanwhile; nothing was changed then. Reads are
 * made on the caller's thread. Thread-safe.
 */
public final class Ledger implements AutoCloseable {

    /** How many changes may wait for the committer: some seconds' worth. */
    private static final int MAX_WAITING = 10_000;

    private final Tables tables;
    private final AtRest atRest;
    private final DeliveryPlan plan;
    private final LedgerListener listener;
    /** Of one moment: a registration and its cards must not contradict each other. */
    private final TransactionTemplate snapshot;

    private final DatabaseState state;
    private final Committer committer;
    private final AcceptanceRecorder acceptances;
    private final DiscoveryRecorder discoveries;
    private final AttemptRecorder attempts;
    private final DueWork dueWork;
    private final FoundPages search;
    private final IssuerPauses pauses;
    private final DeadLetters deadLetters;
    private final Outbox outbox;
    private final TraceCounters traceNumbers;

    /**
     * @param keyRetention how long an idempotency key is kept after its registration's last change
     * @param plan what is done next about cards that their issuers have not decided
     * @param room whether the database has room for more; without it nothing is committed
     * @param listener is told of changes after their commit
     * @param tellsDeadLetters whether each dead letter is told by a message, too
     */
    public Ledger(
            DataSource database,
            Dialect dialect,
            AtRest atRest,
            Lease lease,
            Duration keyRetention,
            DeliveryPlan plan,
            BooleanSupplier room,
            LedgerListener listener,
            boolean tellsDeadLetters) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        this.tables =
                Tables.of(jdbc, dialect, atRest, new OutboxRows(jdbc, dialect, listener::outboxDue, tellsDeadLetters));
        this.atRest = atRest;
        this.plan = plan;
        this.listener = listener;
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(database));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        this.state = new DatabaseState(room);
        this.committer = new Committer(jdbc, database, state, MAX_WAITING, dialect.committers());
        this.acceptances = new AcceptanceRecorder(tables, lease, keyRetention);
        this.discoveries = new DiscoveryRecorder(tables, lease);
        this.attempts = new AttemptRecorder(tables, lease);
        this.dueWork = new DueWork(tables, lease, attempts, plan);
        this.search = new FoundPages(tables);
        this.pauses = new IssuerPauses(jdbc, dialect, committer);
        this.deadLetters = new DeadLetters(tables, atRest, committer, listener, plan);
        this.outbox = new Outbox(tables, lease, committer);
        this.traceNumbers = new TraceCounters(jdbc, dialect, Committer.ofSingles(jdbc, database, state, MAX_WAITING));
    }

    /**
     * Accepts a registration, or finds the one that has its key already.
     *
     * @param startsNow whether this process begins to work on it at once, and so leases it; else it is due for whoever
     *     has room
     */
    public CompletableFuture<Acceptance> accept(NewRegistration registration, boolean startsNow) {
        String assertion = registration.request().account().assertion();
        String sealedText = assertion == null ? null : atRest.seal(assertion.getBytes(StandardCharsets.UTF_8));
        return committer
                .commit(now -> acceptances.record(registration, startsNow, sealedText, now))
                .thenApply(this::told);
    }

    private Acceptance told(Acceptance acceptance) {
        if (acceptance.kind() == Acceptance.Kind.ACCEPTED) {
            listener.registrationAccepted(acceptance.registrationId());
        }
        return acceptance;
    }

    /** The registration with its cards, without its account's assertion: nothing is decrypted for a read. */
    public Optional<Registration> find(UUID registrationId) {
        return read(() -> snapshot.execute(status -> tables.registrations()
                .find(registrationId)
                .map(registration -> registration.with(tables.cards().ofRegistration(registrationId)))));
    }

    /** Which of these registrations are COMPLETED or FAILED. */
    public List<UUID> ended(List<UUID> registrationIds) {
        return read(() -> tables.registrations().ended(registrationIds));
    }

    /** The registration that a card belongs to, without its cards. */
    public Registration registrationOf(CardRegistration card) {
        return read(() -> tables.registrations().find(card.registrationId()).orElseThrow());
    }

    /** The registration as those need it who ask its sources: with its account's assertion, without its cards. */
    public Optional<Registration> findForDiscovery(UUID registrationId) {
        return read(() -> tables.registrations().findForDiscovery(registrationId));
    }

    /**
     * One page of the registrations that match, with their cards, all of one moment.
     *
     * @param before only those that are older than this registration, or {@code null} to begin with the newest
     * @param limit the most that are wanted, at least 1
     */
    public FoundRegistrations search(SearchCriteria criteria, UUID before, int limit) {
        return read(() -> snapshot.execute(status -> search.page(criteria, before, limit)));
    }

    /** The names of the account's cards that are in force on the device, each with the id of its registration. */
    public Map<String, UUID> cardsInForce(String client, String accountId, String deviceId) {
        return read(() -> tables.inForce().heldOn(client, accountId, deviceId));
    }

    /** What happened to the registration, oldest first; empty if there is no such registration. */
    public List<HistoryEntry> history(UUID registrationId) {
        return read(() -> History.read(tables.jdbc(), registrationId));
    }

    /**
     * Records what discovery found: once, before anything is sent.
     *
     * @param askAgainIn when the sources are asked again, if nothing can be said yet; empty if the budget is spent
     */
    public CompletableFuture<DiscoveryRecorded> recordDiscovery(
            Registration before,
            DiscoveryResult result,
            List<SourceExchange> exchanges,
            Optional<Duration> askAgainIn) {
        List<SelectedCard> cards = result instanceof CardsFound found ? found.cards() : List.of();
        // toList of the stream: it may hold null, as it does for a rejected card.
        List<String> sealedText = cards.stream().map(this::seal).toList();
        return committer
                .commit(now -> discoveries.record(before, result, exchanges, sealedText, askAgainIn, now))
                .thenApply(this::told);
    }

    private DiscoveryRecorded told(DiscoveryRecorded recorded) {
        Registration registration = recorded.registration();
        registration.cards().forEach(listener::cardChanged);
        if (registration.status().isEnded()) {
            listener.registrationEnded(registration.registrationId(), registration.status());
        }
        return recorded;
    }

    private String seal(SelectedCard selected) {
        return selected.rejection() == null ? atRest.seal(StoredJson.bytes(selected.card())) : null;
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

    /** Takes registrations whose sources are to be asked now; leased by this process. */
    public CompletableFuture<List<Registration>> takeDueRegistrations(int limit) {
        return committer.commit(now -> dueWork.takeRegistrations(limit, now));
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

    /** When issuers were paused. */
    public IssuerPauses pauses() {
        return pauses;
    }

    /**
     * How many cards each issuer has that are not done with, by status: those that the hub works on, and those that are
     * DEAD_LETTERED. An issuer without any, and a status without any, is left out.
     */
    public SortedMap<String, Map<CardStatus, Long>> cardCounts() {
        return read(() -> CardCounts.read(tables.jdbc()));
    }

    /**
     * The message that was kept for the card's request id, as {@link #recordIntent} got it.
     *
     * @throws StaleChangeException if there is none any more
     */
    public byte[] message(CardRegistration card) {
        return read(() -> atRest.open(tables.contents()
                .sealedMessage(card)
                .orElseThrow(() -> new StaleChangeException(
                        "card registration " + card.cardRegistrationId() + " has no message any more"))));
    }

    /**
     * By which fields an answer finds the message of the card's request id, as {@link #recordIntent} got them; also once the
     * message is removed. Empty where there are none, and for messages that were kept before the ledger knew them.
     */
    public Map<String, String> matchedBy(CardRegistration card) {
        return read(() -> tables.contents().matchedBy(card));
    }

    /**
     * The card that its issuer knows by this request id. One that was refreshed since, and is known by another now, as it was
     * then: a dead letter, of version 0, so that nobody takes it for the card as it stands.
     */
    public Optional<CardRegistration> cardOfRequest(UUID issuerRequestId) {
        return read(() -> tables.cards().ofRequest(issuerRequestId).or(() -> ofEarlierRequest(issuerRequestId)));
    }

    private Optional<CardRegistration> ofEarlierRequest(UUID issuerRequestId) {
        return tables.deadLetters()
                .ofRequest(issuerRequestId)
                .flatMap(dead -> tables.cards().one(dead.cardRegistrationId()).map(card -> card.underRequestOf(dead)));
    }

    /** The ids of those of these cards that have been changed since, or are gone. By one query, so of 10,000 at most. */
    public Set<UUID> changed(Collection<CardRegistration> cards) {
        return read(() -> CardVersions.changed(tables.jdbc(), cards));
    }

    /** What is needed to send the card: its registration, and the card as its source listed it. */
    public Submission submission(CardRegistration card) {
        return read(() -> {
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

    /** Ends every lease at once: only for a database that nobody but this process can have open. */
    public CompletableFuture<Integer> endLeases() {
        return committer.commit(now -> dueWork.endLeases(now) + tables.outbox().endLeases(now));
    }

    /** What was given up for now, and what operators do about it. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** The trace numbers that issuers' messages carry. */
    public TraceCounters traceNumbers() {
        return traceNumbers;
    }

    /** What is still to be told by a message. */
    public Outbox outbox() {
        return outbox;
    }

    /** Whether the database answers, and was not away, or read only, at the last commit. */
    public boolean isReachable() {
        if (state.isGone()) {
            return false;
        }
        try {
            return Integer.valueOf(1).equals(tables.jdbc().queryForObject("VALUES (1)", Integer.class));
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** How many changes wait for the committer. */
    public int waitingChanges() {
        return committer.waiting();
    }

    static <T> T read(Supplier<T> query) {
        try {
            return query.get();
        } catch (DataAccessException | TransactionException e) {
            throw new LedgerUnavailableException("the ledger can't be read", e);
        }
    }

    /** Commits what waits, for at most five seconds. The database itself stays open. */
    @Override
    public void close() {
        committer.close();
        traceNumbers.close();
    }
}
