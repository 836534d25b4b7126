package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.card;
import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.message;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cardferry.registration.Acceptance;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.DiscoveryResult;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.IdempotencyKey;
import io.cardferry.registration.OutboxBacklog;
import io.cardferry.registration.OutboxEntry;
import io.cardferry.registration.OutboxEntry.Kind;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.ReplyRequest;
import io.cardferry.registration.ReplyRequest.When;
import io.cardferry.registration.SelectedCard;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import io.cardferry.registration.Uuid7;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    private static final Duration TOOK = Duration.ofMillis(5);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final int FOR_EVER = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private LedgerFixture fixture;
    private Ledger ledger;
    private Outbox outbox;
    private final RegistrationRequest request = request("acc-1", "tv-1", false);

    @BeforeEach
    void open() {
        open(Duration.ofSeconds(30));
    }

    private void open(Duration lease) {
        fixture = new LedgerFixture(folder, Duration.ofDays(30), new Lease("test", lease, Duration.ZERO));
        ledger = fixture.ledger;
        outbox = ledger.outbox();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whoWantsToKnowThatItWasAcceptedIsToldAtOnce() {
        Acceptance acceptance = accept("key", "queue://a", When.ACCEPTED);

        assertThat(fixture.toldOfOutbox).hasValue(1);
        assertThat(replies())
                .singleElement()
                .returns(acceptance.registrationId(), OutboxEntry::subjectId)
                .returns("queue://a", OutboxEntry::destination)
                .returns("of queue://a", OutboxEntry::correlationId)
                .returns(0, OutboxEntry::attempts);
    }

    @Test
    void whoWantsToKnowWhatBecomesOfItIsToldWhenItsLastCardIsSettled() {
        Registration registration = registration(accept("key", "queue://a", When.SETTLED));
        DiscoveryRecorded found = fixture.discovered(registration, card("c-1"), card("c-2"));
        CardRegistration one = sent(found.toSend().get(0).card());
        CardRegistration two = sent(found.toSend().get(1).card());
        get(ledger.cards().recordOutcome(one, Outcome.approved("tok-1"), TOOK));
        assertThat(replies()).isEmpty();
        assertThat(outbox.backlog().waiting()).isZero();

        get(ledger.cards().recordOutcome(two, Outcome.approved("tok-2"), TOOK));

        assertThat(outbox.backlog().waiting()).isEqualTo(1);
        assertThat(fixture.toldOfOutbox).hasValue(1);
        assertThat(replies()).extracting(OutboxEntry::destination).containsExactly("queue://a");
    }

    @Test
    void aReplyWaitsOnlySinceItsRegistrationHasEnded() {
        Registration registration = registration(accept("key", "queue://a", When.SETTLED));
        Instant accepted = registration.createdAt();
        assertThat(outbox.backlog()).isEqualTo(OutboxBacklog.NONE);

        die(registration);

        assertThat(outbox.backlog().waiting())
                .as("the reply and the dead letter")
                .isEqualTo(2);
        assertThat(outbox.backlog().oldest()).isAfter(accepted);
    }

    @Test
    void aRegistrationThatFailsIsSettledToo() {
        Registration registration = registration(accept("key", "queue://a", When.SETTLED));

        DiscoveryResult nothing = new DiscoveryResult.NothingToRegister(Discovery.NONE, Reason.of(ReasonCode.NO_CARDS));
        get(ledger.registrations().recordDiscovery(registration, nothing, List.of(), Optional.empty()));

        assertThat(replies()).hasSize(1);
    }

    @Test
    void aRegistrationWhoseSourcesNeverAnswerIsSettledAndDead() {
        Registration registration = registration(accept("key", "queue://a", When.SETTLED));

        sourcesAreUnavailable(registration);

        assertThat(replies()).hasSize(1);
        assertThat(taken(Kind.DEAD_LETTER)).hasSize(1);
    }

    @Test
    void aRegistrationWhoseCardsAreAllRejectedIsSettled() {
        Registration registration = registration(accept("key", "queue://a", When.SETTLED));
        SelectedCard rejected =
                new SelectedCard("c-1", card("c-1").card(), "aurora", List.of(), Reason.of(ReasonCode.CARD_EXPIRED));

        fixture.discovered(registration, rejected);

        assertThat(replies()).hasSize(1);
    }

    @Test
    void aRegistrationWhoseCardsAreAllHeldByAnotherIsSettled() {
        fixture.discovered(fixture.accepted(request), card("c-1"));
        Registration registration = registration(accept("key", "queue://a", When.SETTLED));

        fixture.discovered(registration, card("c-1"));

        assertThat(replies()).hasSize(1);
    }

    @Test
    void aRegistrationWhoseLastCardIsGivenUpIsSettled() {
        Registration registration = registration(accept("key", "queue://a", When.SETTLED));

        die(registration);

        assertThat(replies()).hasSize(1);
    }

    @Test
    void aRepeatOfWhatHasEndedIsAnsweredAtOnceWhereItWantsToBe() {
        die(registration(accept("key", "queue://a", When.SETTLED)));
        assertThat(replies()).hasSize(1);

        accept("key", "queue://b", When.SETTLED);

        assertThat(replies()).extracting(OutboxEntry::destination).containsExactly("queue://b");
    }

    @Test
    void aRepeatOfWhatIsAtWorkIsAnsweredWithTheFirst() {
        Registration registration = registration(accept("key", "queue://a", When.SETTLED));
        accept("key", "queue://b", When.SETTLED);
        assertThat(replies()).isEmpty();

        die(registration);

        assertThat(replies()).extracting(OutboxEntry::destination).containsExactlyInAnyOrder("queue://a", "queue://b");
    }

    @Test
    void anotherRequestUnderAUsedKeyGetsNoReply() {
        accept("key", "queue://a", When.SETTLED);

        get(ledger.registrations()
                .accept(asking("key", request("acc-2", "tv-1", false), "queue://b", When.ACCEPTED), true));

        assertThat(replies()).isEmpty();
    }

    @Test
    void oneReplyPerRequestIsEnoughHoweverOftenItEnds() {
        Registration registration = registration(accept("key", "queue://a", When.SETTLED));
        die(registration);
        reported(replies());
        UUID dead = taken(Kind.DEAD_LETTER).get(0).subjectId();
        get(ledger.deadLetters().replay(dead, "again", false));
        accept("key", "queue://b", When.SETTLED);
        assertThat(replies()).isEmpty();

        CardRegistration again =
                get(ledger.cards().takeDueCards("aurora", 10)).get(0).card();
        get(ledger.cards().recordOutcome(get(ledger.cards().recordRepeat(again)), Outcome.approved("tok-1"), TOOK));

        assertThat(replies()).extracting(OutboxEntry::destination).containsExactly("queue://b");
    }

    @Test
    void everyDeadLetterIsTold() {
        die(fixture.accepted(request));

        assertThat(fixture.toldOfOutbox).hasValue(1);
        assertThat(taken(Kind.DEAD_LETTER))
                .singleElement()
                .returns(null, OutboxEntry::destination)
                .satisfies(entry ->
                        assertThat(ledger.deadLetters().find(entry.subjectId())).isPresent());
    }

    @Test
    void whatIsTakenIsNobodyElsesUntilItsLeaseEnds() {
        fixture.close();
        open(Duration.ofSeconds(1));
        accept("key", "queue://a", When.ACCEPTED);
        OutboxEntry first = replies().get(0);
        assertThat(replies()).isEmpty();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(replies()).containsExactly(first));
    }

    @Test
    void whatWasSentIsGone() {
        accept("key", "queue://a", When.ACCEPTED);
        OutboxEntry entry = replies().get(0);

        assertThat(get(outbox.sent(entry))).isTrue();

        assertThat(get(outbox.sent(entry))).isFalse();
        assertThat(outbox.backlog().waiting()).isZero();
    }

    @Test
    void whatWasNotTriedIsDueAgainAndCountsNoAttempt() {
        accept("key", "queue://a", When.ACCEPTED);
        OutboxEntry entry = replies().get(0);

        get(outbox.handBack(entry));

        assertThat(replies()).containsExactly(entry);
    }

    @Test
    void whatADestinationRefusesWaitsAndWithItAllElseForThatDestinationOnly() {
        accept("key-1", "queue://bad", When.ACCEPTED);
        accept("key-2", "queue://bad", When.ACCEPTED);
        OutboxEntry refused = get(outbox.takeDue(Kind.REPLY, 1)).get(0);
        accept("key-3", "queue://good", When.ACCEPTED);

        assertThat(get(outbox.refused(refused, AN_HOUR, 10, "refused"))).isEmpty();

        assertThat(replies()).extracting(OutboxEntry::destination).containsExactly("queue://good");
        assertThat(outbox.backlog().waiting()).isEqualTo(3);
    }

    @Test
    void whatIsRefusedTooOftenIsGivenUpAndItsHistorySaysSo() {
        Acceptance acceptance = accept("key", "queue://bad", When.ACCEPTED);
        assertThat(get(outbox.refused(replies().get(0), Duration.ZERO, 2, "refused")))
                .isEmpty();

        OutboxEntry again = replies().get(0);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(get(outbox.refused(again, Duration.ZERO, 2, "queue://bad: it is full")))
                .hasSize(1);

        assertThat(outbox.backlog().waiting()).isZero();
        assertThat(ledger.registrations().history(acceptance.registrationId()))
                .filteredOn(entry -> entry.event().equals("reply-given-up"))
                .singleElement()
                .returns("queue://bad: it is full", HistoryEntry::detail)
                .returns(2, HistoryEntry::attempt);
    }

    @Test
    void deadLettersWaitWithoutHoldingUpReplies() {
        die(registration(accept("key", "queue://a", When.SETTLED)));
        OutboxEntry dead = taken(Kind.DEAD_LETTER).get(0);

        assertThat(get(outbox.refused(dead, AN_HOUR, FOR_EVER, "full"))).isEmpty();

        assertThat(taken(Kind.DEAD_LETTER)).isEmpty();
        assertThat(replies()).hasSize(1);
    }

    @Test
    void aProcessThatDiedWithEntriesInHandLeavesThemToTheNext() {
        accept("key", "queue://a", When.ACCEPTED);
        assertThat(replies()).hasSize(1);
        fixture.close();

        open();
        get(ledger.endLeases());

        assertThat(replies()).hasSize(1);
    }

    private Acceptance accept(String key, String destination, When when) {
        return get(ledger.registrations().accept(asking(key, request, destination, when), true));
    }

    private static NewRegistration asking(String key, RegistrationRequest request, String destination, When when) {
        IdempotencyKey given = new IdempotencyKey(IdempotencyKey.ANONYMOUS, IdempotencyKey.Space.GIVEN, key);
        ReplyRequest reply = new ReplyRequest(destination, "of " + destination, when);
        return new NewRegistration(
                Uuid7.next(), given, request, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", reply);
    }

    private Registration registration(Acceptance acceptance) {
        return ledger.registrations().find(acceptance.registrationId()).orElseThrow();
    }

    private CardRegistration sent(CardRegistration card) {
        return get(ledger.cards().recordIntent(card, message("m"), Map.of(), "v1"));
    }

    private void die(Registration registration) {
        CardRegistration card =
                fixture.discovered(registration, card("c-1")).toSend().get(0).card();
        get(ledger.cards().recordDeath(sent(card), Reason.of(ReasonCode.ISSUER_REFUSED_MESSAGE)));
    }

    private void sourcesAreUnavailable(Registration registration) {
        SourceReport late = new SourceReport("phone-wallet", SourceStatus.LATE, false, 0, null);
        DiscoveryResult none =
                new DiscoveryResult.AskAgain(new Discovery(false, List.of(late)), Set.of("phone-wallet"));
        get(ledger.registrations().recordDiscovery(registration, none, List.of(), Optional.empty()));
    }

    private List<OutboxEntry> replies() {
        return taken(Kind.REPLY);
    }

    private List<OutboxEntry> taken(Kind kind) {
        return get(outbox.takeDue(kind, 10));
    }

    private void reported(List<OutboxEntry> entries) {
        entries.forEach(entry -> get(outbox.sent(entry)));
    }
}
