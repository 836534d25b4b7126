package io.cardferry.registration.ledger;

import io.cardferry.registration.Acceptance;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.DiscoveryResult;
import io.cardferry.registration.DiscoveryResult.CardsFound;
import io.cardferry.registration.FoundRegistrations;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Registration;
import io.cardferry.registration.SearchCriteria;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.SourceExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger's registrations: accepted once per key, discovered once, found and searched. Like all of the ledger's parts it
 * keeps what {@link Ledger} says of changes and reads. Thread-safe.
 */
public final class Registrations {

    private final Tables tables;
    private final AtRest atRest;
    private final LedgerListener listener;
    private final Committer committer;
    private final AcceptanceRecorder acceptances;
    private final DiscoveryRecorder discoveries;
    private final DueWork dueWork;
    private final FoundPages search;
    /** Of one moment: a registration and its cards must not contradict each other. */
    private final TransactionTemplate snapshot;

    /**
     * @param keyRetention how long an idempotency key is kept after its registration's last change
     * @param snapshot reads that are of one moment
     */
    Registrations(
            Tables tables,
            AtRest atRest,
            LedgerListener listener,
            Committer committer,
            Lease lease,
            Duration keyRetention,
            DueWork dueWork,
            TransactionTemplate snapshot) {
        this.tables = tables;
        this.atRest = atRest;
        this.listener = listener;
        this.committer = committer;
        this.acceptances = new AcceptanceRecorder(tables, lease, keyRetention);
        this.discoveries = new DiscoveryRecorder(tables, lease);
        this.dueWork = dueWork;
        this.search = new FoundPages(tables);
        this.snapshot = snapshot;
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
        return Ledger.read(() -> snapshot.execute(status -> tables.registrations()
                .find(registrationId)
                .map(registration -> registration.with(tables.cards().ofRegistration(registrationId)))));
    }

    /** Which of these registrations are COMPLETED or FAILED. */
    public List<UUID> ended(List<UUID> registrationIds) {
        return Ledger.read(() -> tables.registrations().ended(registrationIds));
    }

    /** The registration that a card belongs to, without its cards. */
    public Registration registrationOf(CardRegistration card) {
        return Ledger.read(
                () -> tables.registrations().find(card.registrationId()).orElseThrow());
    }

    /** The registration as those need it who ask its sources: with its account's assertion, without its cards. */
    public Optional<Registration> findForDiscovery(UUID registrationId) {
        return Ledger.read(() -> tables.registrations().findForDiscovery(registrationId));
    }

    /**
     * One page of the registrations that match, with their cards, all of one moment.
     *
     * @param before only those that are older than this registration, or {@code null} to begin with the newest
     * @param limit the most that are wanted, at least 1
     */
    public FoundRegistrations search(SearchCriteria criteria, UUID before, int limit) {
        return Ledger.read(() -> snapshot.execute(status -> search.page(criteria, before, limit)));
    }

    /** The names of the account's cards that are in force on the device, each with the id of its registration. */
    public Map<String, UUID> cardsInForce(String client, String accountId, String deviceId) {
        return Ledger.read(() -> tables.inForce().heldOn(client, accountId, deviceId));
    }

    /** What happened to the registration, oldest first; empty if there is no such registration. */
    public List<HistoryEntry> history(UUID registrationId) {
        return Ledger.read(() -> History.read(tables.jdbc(), registrationId));
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

    /** Takes registrations whose sources are to be asked now; leased by this process. */
    public CompletableFuture<List<Registration>> takeDueRegistrations(int limit) {
        return committer.commit(now -> dueWork.takeRegistrations(limit, now));
    }
}
