package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.message;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cardferry.delivery.IssuerRules;
import io.cardferry.delivery.RetryPlan;
import io.cardferry.delivery.RetryPolicy;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.DeadLetter.State;
import io.cardferry.registration.DeadLetterConflict;
import io.cardferry.registration.DeadLetterConflict.Kind;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.DiscoveryResult.AskAgain;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.FoundDeadLetters;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.Replay;
import io.cardferry.registration.Resolution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

    private static final Duration TOOK = Duration.ofMillis(5);
    private static final RetryPolicy ONCE =
            new RetryPolicy(Duration.ofMillis(1), 1, Duration.ofMillis(1), 1, Duration.ofHours(1));
    private static final Duration HOURS = Duration.ofHours(24);
    private static final IssuerRules ASKED = new IssuerRules(ONCE, true, Duration.ZERO, true, HOURS);
    private static final IssuerRules REPEATABLE = new IssuerRules(ONCE, false, Duration.ZERO, true, HOURS);
    private static final IssuerRules NEITHER = new IssuerRules(ONCE, false, Duration.ZERO, false, HOURS);

    private final Map<String, IssuerRules> rules = new java.util.HashMap<>(Map.of("aurora", ASKED));
    private LedgerFixture fixture;
    private Ledger ledger;
    private DeadLetters deadLetters;
    private int accounts;

    @BeforeEach
    void open(@TempDir Path folder) {
        fixture = new LedgerFixture(
                folder,
                new RetryPlan(
                        issuer -> Optional.ofNullable(rules.get(issuer)),
                        (issuer, from, to) -> Duration.ZERO,
                        () -> 0.5));
        ledger = fixture.ledger;
        deadLetters = ledger.deadLetters();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDeadLetterTellsWhatDiedAndWhy() {
        CardRegistration dead = refused(found());

        DeadLetter letter = only();
        assertThat(letter.registrationId()).isEqualTo(dead.registrationId());
        assertThat(letter.cardRef()).isEqualTo("c-1");
        assertThat(letter.issuer()).isEqualTo("aurora");
        assertThat(letter.issuerRequestId()).isEqualTo(dead.issuerRequestId());
        assertThat(letter.inDoubt()).isFalse();
        assertThat(letter.reason().code()).isEqualTo(ReasonCode.ISSUER_REFUSED_MESSAGE);
        assertThat(letter.attempts()).isEqualTo(1);
        assertThat(letter.firstAttemptAt()).isNotNull().isEqualTo(letter.lastAttemptAt());
        assertThat(letter.diedAt()).isAfterOrEqualTo(letter.lastAttemptAt());
        assertThat(letter.previousDeadLetterId()).isNull();
        assertThat(letter.state()).isEqualTo(State.OPEN);
    }

    @Test
    void thoseThatWaitAreFoundByIssuerDoubtAndReasonPageByPage() {
        rules.put("aurora", NEITHER);
        CardRegistration inDoubt = unknown(found());
        CardRegistration refused = refused(found());
        CardRegistration closed = refused(found());
        get(deadLetters.discard(letterOf(closed), "a test card"));

        assertThat(registrations(DeadLetterCriteria.ANY))
                .containsExactly(refused.registrationId(), inDoubt.registrationId());
        assertThat(registrations(new DeadLetterCriteria("aurora", true, null)))
                .containsExactly(inDoubt.registrationId());
        assertThat(registrations(new DeadLetterCriteria(null, null, ReasonCode.ISSUER_REFUSED_MESSAGE)))
                .containsExactly(refused.registrationId());
        assertThat(registrations(new DeadLetterCriteria("borealis", null, null)))
                .isEmpty();
        FoundDeadLetters first = deadLetters.newest(DeadLetterCriteria.ANY, null, 1);
        assertThat(first.more()).isTrue();
        FoundDeadLetters second = deadLetters.newest(
                DeadLetterCriteria.ANY, first.deadLetters().get(0).deadLetterId(), 1);
        assertThat(second.more()).isFalse();
        assertThat(second.deadLetters().get(0).registrationId()).isEqualTo(inDoubt.registrationId());
        assertThat(deadLetters
                        .oldest(DeadLetterCriteria.ANY, null, 1)
                        .deadLetters()
                        .get(0)
                        .registrationId())
                .isEqualTo(inDoubt.registrationId());
    }

    @Test
    void aReplaySendsTheSameMessageUnderTheSameRequestIdWithANewBudget() {
        CardRegistration dead = refused(found());

        DeadLetterChange change = get(deadLetters.replay(letterOf(dead), "the issuer has mended it", false));

        assertThat(change.card().status()).isEqualTo(CardStatus.RETRY_SCHEDULED);
        assertThat(change.card().inDoubt()).isFalse();
        assertThat(change.card().reason()).isNull();
        assertThat(change.registration().status()).isEqualTo(RegistrationStatus.PROCESSING);
        assertThat(change.deadLetter().state()).isEqualTo(State.REPLAYED);
        DueCard due = due(dead);
        assertThat(due.action()).isEqualTo(DueCard.Action.SEND_AGAIN);
        assertThat(ledger.cards().message(due.card())).isEqualTo(message("m"));
        CardRegistration sent = get(ledger.cards().recordRepeat(due.card()));
        assertThat(sent.issuerRequestId()).isEqualTo(dead.issuerRequestId());
        assertThat(sent.attempts()).isEqualTo(2);
        get(ledger.cards().recordOutcome(sent, Outcome.approved("tok-1"), TOOK));
        assertThat(ledger.registrations()
                        .find(dead.registrationId())
                        .orElseThrow()
                        .status())
                .isEqualTo(RegistrationStatus.COMPLETED);
        assertThat(ledger.registrations().history(dead.registrationId()))
                .filteredOn(entry -> entry.event().equals("dead-letter-replayed"))
                .singleElement()
                .returns("the issuer has mended it", HistoryEntry::detail)
                .returns("DEAD_LETTERED", HistoryEntry::from)
                .returns("RETRY_SCHEDULED", HistoryEntry::to);
    }

    @Test
    void inDoubtTheIssuerIsAskedFirst() {
        rules.put("aurora", REPEATABLE);
        CardRegistration dead = exhausted(found());
        rules.put("aurora", ASKED);

        assertThat(preview(dead, false).action()).isEqualTo(Replay.Action.INQUIRE);
        get(deadLetters.replay(letterOf(dead), "it is up again", false));

        DueCard due = due(dead);
        assertThat(due.action()).isEqualTo(DueCard.Action.INQUIRE);
        assertThat(due.card().inDoubt()).isTrue();
        CardRegistration settled = get(ledger.cards().recordInquiry(due.card(), Outcome.approved("tok-1"), TOOK));
        assertThat(settled.status()).isEqualTo(CardStatus.APPROVED);
        assertThat(settled.attempts()).isEqualTo(1);
    }

    @Test
    void inDoubtARepeatThatIsSafeIsSentAgainAndStaysInDoubtUntilItIsDecided() {
        rules.put("aurora", REPEATABLE);
        CardRegistration dead = exhausted(found());

        DeadLetterChange change = get(deadLetters.replay(letterOf(dead), "it is up again", false));

        assertThat(change.card().status()).isEqualTo(CardStatus.IN_DOUBT);
        assertThat(due(dead).action()).isEqualTo(DueCard.Action.SEND_AGAIN);
    }

    @Test
    void inDoubtWithoutInquiryOrSafeRepeatOnlyForceSendsItAgainOnceAndDoubtStays() {
        rules.put("aurora", NEITHER);
        CardRegistration dead = unknown(found());
        UUID letter = letterOf(dead);

        assertThat(preview(dead, false).conflict().orElseThrow().kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        refused(Kind.OUTCOME_UNKNOWN, deadLetters.replay(letter, "let us try", false));
        assertThat(ledger.registrations()
                        .find(dead.registrationId())
                        .orElseThrow()
                        .cards()
                        .get(0)
                        .version())
                .as("nothing was changed")
                .isEqualTo(dead.version());

        assertThat(preview(dead, true).conflict()).isEmpty();
        get(deadLetters.replay(letter, "the issuer's people say it is safe", true));
        DueCard due = due(dead);
        assertThat(due.action()).isEqualTo(DueCard.Action.SEND_AGAIN);
        CardRegistration sent = get(ledger.cards().recordRepeat(due.card()));
        CardRegistration again = get(ledger.cards().recordOutcome(sent, Outcome.notSent("connection refused"), TOOK));
        assertThat(again.status()).isEqualTo(CardStatus.DEAD_LETTERED);
        assertThat(again.inDoubt()).isTrue();
    }

    @Test
    void aCardThatDiesAgainNamesItsLastDeath() {
        CardRegistration dead = refused(found());
        UUID first = letterOf(dead);
        get(deadLetters.replay(first, "once more", false));
        refusedAgain(dead);
        UUID second = letterOf(dead);
        get(deadLetters.replay(second, "and once more", false));
        refusedAgain(dead);

        DeadLetter third = only();
        assertThat(third.previousDeadLetterId()).isEqualTo(second);
        assertThat(third.attempts()).isEqualTo(3);
        assertThat(deadLetters.find(second).orElseThrow().previousDeadLetterId())
                .isEqualTo(first);
        assertThat(deadLetters.find(first).orElseThrow().state()).isEqualTo(State.REPLAYED);
    }

    @Test
    void ofSeveralOperatorsOneWins() {
        CardRegistration dead = refused(found());
        UUID letter = letterOf(dead);

        List<CompletableFuture<DeadLetterChange>> all = IntStream.range(0, 8)
                .mapToObj(i -> i % 2 == 0
                        ? deadLetters.replay(letter, "replayed by " + i, false)
                        : deadLetters.discard(letter, "discarded by " + i))
                .toList();
        List<Kind> lost = all.stream().flatMap(each -> lost(each).stream()).toList();

        assertThat(lost).hasSize(7).containsOnly(Kind.NOT_DEAD_LETTERED);
        assertThat(ledger.registrations().history(dead.registrationId()))
                .filteredOn(entry -> entry.event().startsWith("dead-letter-"))
                .hasSize(1);
    }

    @Test
    void aCardWhosePlaceWasTakenIsSuperseded() {
        CardRegistration dead = refused(found("acc-taken"));
        CardRegistration other = found("acc-taken");

        assertThat(preview(dead, false).conflict().orElseThrow().kind()).isEqualTo(Kind.SUPERSEDED);
        DeadLetterConflict conflict = refused(Kind.SUPERSEDED, deadLetters.replay(letterOf(dead), "once more", false));
        assertThat(conflict).hasMessageContaining(other.registrationId().toString());
        refused(
                Kind.SUPERSEDED,
                deadLetters.resolve(letterOf(dead), new Resolution(Resolution.Outcome.APPROVED, "tok-1"), "they say"));
        assertThat(only().state()).isEqualTo(State.OPEN);
        get(deadLetters.discard(letterOf(dead), "the other one has it"));
    }

    @Test
    void aReplayedCardKeepsOthersOffAgainUnderAllOfItsNames() {
        Registration registration = fixture.accepted(request("acc-names", "tv-1", false));
        CardRegistration card = fixture.discovered(registration, LedgerFixture.card("c-1", "par:4711"))
                .registration()
                .cards()
                .get(0);
        CardRegistration dead = refused(card);
        get(deadLetters.replay(letterOf(dead), "once more", false));

        Registration second = fixture.accepted(request("acc-names", "tv-1", false));
        CardRegistration other = fixture.discovered(second, LedgerFixture.card("c-9", "par:4711"))
                .registration()
                .cards()
                .get(0);

        assertThat(other.status()).isEqualTo(CardStatus.REJECTED);
        assertThat(other.reason().detail())
                .isEqualTo(registration.registrationId().toString());
    }

    @Test
    void whatWasNeverSentIsMadeAndSent() {
        CardRegistration card = found();
        CardRegistration dead = get(ledger.cards().recordDeath(card, Reason.of(ReasonCode.MAPPING_FAILED)));

        assertThat(preview(dead, false).action()).isEqualTo(Replay.Action.SUBMIT);
        get(deadLetters.replay(letterOf(dead), "the pack is mended", false));

        assertThat(due(dead).action()).isEqualTo(DueCard.Action.SUBMIT);
    }

    @Test
    void aRefreshedCardGoesOutUnderANewRequestIdThatTheHistoryLinks() {
        CardRegistration dead = refused(found());

        DeadLetterChange change =
                get(deadLetters.refresh(letterOf(dead), "it was sealed anew", LedgerFixture.card("c-1")));

        UUID requestId = change.card().issuerRequestId();
        assertThat(requestId).isNotEqualTo(dead.issuerRequestId());
        DueCard due = due(dead);
        assertThat(due.action()).isEqualTo(DueCard.Action.SUBMIT);
        CardRegistration sent = get(ledger.cards().recordIntent(due.card(), message("m2"), Map.of(), "v2"));
        assertThat(ledger.cards().message(sent)).isEqualTo(message("m2"));
        assertThat(ledger.registrations().history(dead.registrationId()))
                .filteredOn(entry -> entry.event().equals("card-refreshed"))
                .singleElement()
                .returns("request id " + requestId + " follows " + dead.issuerRequestId(), HistoryEntry::detail);
        CardRegistration tooLate = get(ledger.cards().recordOutcome(dead, Outcome.approved("tok-old"), TOOK));
        assertThat(tooLate.status()).as("a decision on the request before").isEqualTo(CardStatus.SUBMITTING);
    }

    @Test
    void inDoubtACardIsNeitherRefreshedNorDiscarded() {
        rules.put("aurora", NEITHER);
        CardRegistration dead = unknown(found());

        refused(Kind.OUTCOME_UNKNOWN, deadLetters.refresh(letterOf(dead), "anew", LedgerFixture.card("c-1")));
        refused(Kind.OUTCOME_UNKNOWN, deadLetters.discard(letterOf(dead), "away with it"));
    }

    @Test
    void whatTheIssuersPeopleSaySettlesTheCardOrEndsItsDoubt() {
        rules.put("aurora", NEITHER);
        CardRegistration approved = unknown(found());
        CardRegistration declined = unknown(found());
        CardRegistration notProcessed = unknown(found("acc-free"));

        get(deadLetters.resolve(letterOf(approved), new Resolution(Resolution.Outcome.APPROVED, "tok-1"), "case 4711"));
        get(deadLetters.resolve(letterOf(declined), new Resolution(Resolution.Outcome.DECLINED, null), "case 4712"));
        UUID letter = letterOf(notProcessed);
        get(deadLetters.resolve(letter, new Resolution(Resolution.Outcome.NOT_PROCESSED, null), "case 4713"));

        assertThat(current(approved).status()).isEqualTo(CardStatus.APPROVED);
        assertThat(current(approved).tokenReference()).isEqualTo("tok-1");
        assertThat(current(approved).inDoubt()).isFalse();
        assertThat(current(declined).status()).isEqualTo(CardStatus.DECLINED);
        assertThat(current(declined).reason().code()).isEqualTo(ReasonCode.ISSUER_DECLINED);
        assertThat(current(notProcessed).status()).isEqualTo(CardStatus.DEAD_LETTERED);
        assertThat(current(notProcessed).inDoubt()).isFalse();
        assertThat(only().inDoubt()).isFalse();
        assertThat(found("acc-free").status()).as("no longer in force").isEqualTo(CardStatus.PENDING);
        get(deadLetters.discard(letter, "the other one has it"));
    }

    @Test
    void aLateDecisionClosesTheDeadLetterAndOneThatComesAfterADiscardChangesNothing() {
        rules.put("aurora", NEITHER);
        CardRegistration sent = get(ledger.cards().recordIntent(found(), message("m"), Map.of(), "v1"));
        CardRegistration dead = get(ledger.cards().recordOutcome(sent, Outcome.unknown("response timeout"), TOOK));
        UUID letter = letterOf(dead);
        get(ledger.cards().recordOutcome(sent, Outcome.approved("tok-1"), TOOK));

        assertThat(current(dead).status()).isEqualTo(CardStatus.APPROVED);
        assertThat(deadLetters.find(letter).orElseThrow().state()).isEqualTo(State.SETTLED);
        assertThat(deadLetters.find(letter).orElseThrow().closedAt()).isNotNull();

        CardRegistration other = get(ledger.cards().recordIntent(found(), message("m"), Map.of(), "v1"));
        CardRegistration refused = get(ledger.cards().recordOutcome(other, Outcome.refused("400"), TOOK));
        get(deadLetters.discard(letterOf(refused), "away with it"));
        assertThat(get(ledger.cards().recordOutcome(other, Outcome.approved("tok-2"), TOOK))
                        .status())
                .isEqualTo(CardStatus.DISCARDED);
    }

    @Test
    void aRegistrationWhoseSourcesWereNeverAvailableStartsOver() {
        Registration registration = fixture.accepted(request("acc-sources", "tv-1", false));
        givenUp(registration);
        DeadLetter first = only();
        assertThat(first.isOfRegistration()).isTrue();
        assertThat(first.attempts()).isEqualTo(1);

        DeadLetterChange change = get(deadLetters.replay(first.deadLetterId(), "they are up again", false));

        assertThat(change.registration().status()).isEqualTo(RegistrationStatus.PROCESSING);
        assertThat(change.registration().reason()).isNull();
        assertThat(change.registration().discoveryAttempts()).isZero();
        assertThat(change.registration().discoveryFrom())
                .isAfter(change.registration().createdAt());
        Registration due = get(ledger.registrations().takeDueRegistrations(10)).get(0);
        givenUp(due);
        assertThat(only().previousDeadLetterId()).isEqualTo(first.deadLetterId());
        get(deadLetters.discard(only().deadLetterId(), "nobody waits for it"));
        assertThat(ledger.registrations()
                        .find(registration.registrationId())
                        .orElseThrow()
                        .status())
                .isEqualTo(RegistrationStatus.FAILED);
        assertThat(registrations(DeadLetterCriteria.ANY)).isEmpty();
    }

    private void givenUp(Registration registration) {
        AskAgain nobody = new AskAgain(Discovery.NONE, Set.of("phone-wallet"));
        get(ledger.registrations().recordDiscovery(registration, nobody, List.of(), Optional.empty()));
    }

    private CardRegistration found() {
        return found("acc-" + accounts++);
    }

    private CardRegistration found(String account) {
        Registration registration = fixture.accepted(request(account, "tv-1", false));
        return fixture.discovered(registration, LedgerFixture.card("c-1"))
                .registration()
                .cards()
                .get(0);
    }

    private CardRegistration refused(CardRegistration card) {
        CardRegistration sent = get(ledger.cards().recordIntent(card, message("m"), Map.of(), "v1"));
        return get(ledger.cards().recordOutcome(sent, Outcome.refused("400"), TOOK));
    }

    private CardRegistration unknown(CardRegistration card) {
        CardRegistration sent = get(ledger.cards().recordIntent(card, message("m"), Map.of(), "v1"));
        return get(ledger.cards().recordOutcome(sent, Outcome.unknown("response timeout"), TOOK));
    }

    /** In doubt, and its one attempt is used up. */
    private CardRegistration exhausted(CardRegistration card) {
        CardRegistration dead = unknown(card);
        assertThat(dead.status()).isEqualTo(CardStatus.DEAD_LETTERED);
        assertThat(dead.inDoubt()).isTrue();
        return dead;
    }

    private void refusedAgain(CardRegistration card) {
        CardRegistration sent = get(ledger.cards().recordRepeat(due(card).card()));
        get(ledger.cards().recordOutcome(sent, Outcome.refused("400"), TOOK));
    }

    private DueCard due(CardRegistration card) {
        List<DueCard> due = get(ledger.cards().takeDueCards("aurora", 10));
        assertThat(due)
                .singleElement()
                .returns(card.cardRegistrationId(), each -> each.card().cardRegistrationId());
        return due.get(0);
    }

    private CardRegistration current(CardRegistration card) {
        return ledger.registrations()
                .find(card.registrationId())
                .orElseThrow()
                .cards()
                .get(0);
    }

    private UUID letterOf(CardRegistration card) {
        return deadLetters.newest(DeadLetterCriteria.ANY, null, 100).deadLetters().stream()
                .filter(letter -> card.cardRegistrationId().equals(letter.cardRegistrationId()))
                .findFirst()
                .orElseThrow()
                .deadLetterId();
    }

    private DeadLetter only() {
        List<DeadLetter> waiting =
                deadLetters.newest(DeadLetterCriteria.ANY, null, 100).deadLetters();
        assertThat(waiting).hasSize(1);
        return waiting.get(0);
    }

    private List<UUID> registrations(DeadLetterCriteria criteria) {
        return deadLetters.newest(criteria, null, 100).deadLetters().stream()
                .map(DeadLetter::registrationId)
                .toList();
    }

    private Replay preview(CardRegistration dead, boolean force) {
        return deadLetters.preview(letterOf(dead), force, false).orElseThrow();
    }

    private static DeadLetterConflict refused(Kind kind, CompletableFuture<DeadLetterChange> change) {
        DeadLetterConflict[] conflict = new DeadLetterConflict[1];
        assertThatExceptionOfType(DeadLetterConflict.class)
                .isThrownBy(() -> get(change))
                .satisfies(thrown -> conflict[0] = thrown)
                .returns(kind, DeadLetterConflict::kind);
        return conflict[0];
    }

    /** Why the change was not made; empty if it was. */
    static Optional<Kind> lost(CompletableFuture<DeadLetterChange> change) {
        try {
            get(change);
            return Optional.empty();
        } catch (DeadLetterConflict conflict) {
            return Optional.of(conflict.kind());
        }
    }
}
