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
import io.cardferry.registration.DeadLetterConflict;
import io.cardferry.registration.DeadLetterConflict.Kind;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.Replay;
import io.cardferry.registration.Resolution;
import io.cardferry.registration.VerificationMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is needed to send a card is kept as long as it may be sent, and with a dead letter for a bounded time only. */
class KeptMessagesTest {

    private static final Duration TOOK = Duration.ofMillis(5);
    private static final Duration HOURS = Duration.ofHours(24);
    private static final RetryPolicy ONCE =
            new RetryPolicy(Duration.ofMillis(1), 1, Duration.ofMillis(1), 1, Duration.ofHours(1));
    private static final IssuerRules ASKED = new IssuerRules(ONCE, true, Duration.ZERO, true, HOURS);
    private static final IssuerRules REPEATABLE = new IssuerRules(ONCE, false, Duration.ZERO, true, HOURS);

    private final Map<String, IssuerRules> rules = new HashMap<>(Map.of("aurora", ASKED));
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
    void aCardThatIsSentNoMoreKeepsNothing() {
        List<VerificationMethod> methods = List.of(new VerificationMethod("m-1", "SMS", null));
        List<CardRegistration> ended = List.of(
                ended(Outcome.approved("tok")),
                ended(Outcome.declined("05")),
                ended(Outcome.verificationRequired(null, methods)),
                get(ledger.cards().recordRejection(found(), Reason.of(ReasonCode.NOT_REPRESENTABLE))),
                discarded(refused(found())),
                resolved(refused(found()), new Resolution(Resolution.Outcome.DECLINED, null)));

        for (CardRegistration card : ended) {
            assertThat(kept(card)).as(card.status().name()).isZero();
        }
        assertThat(kept(refused(found()))).as("a dead letter").isEqualTo(2);
    }

    @Test
    void aDeadLetterKeepsThemUntilItIsOldEnough() {
        CardRegistration dead = refused(found());

        assertThat(get(deadLetters.removeMessages(Duration.ofHours(1), 10))).isZero();
        assertThat(kept(dead)).isEqualTo(2);
        assertThat(letter(dead).messageRemoved()).isFalse();

        assertThat(get(deadLetters.removeMessages(Duration.ZERO, 10))).isEqualTo(1);
        assertThat(kept(dead)).isZero();
        assertThat(letter(dead).messageRemoved()).isTrue();
        assertThat(letter(dead).state()).isEqualTo(DeadLetter.State.OPEN);
        assertThat(events(dead)).containsOnlyOnce("message-removed");
        assertThat(get(deadLetters.removeMessages(Duration.ZERO, 10)))
                .as("once is enough")
                .isZero();
    }

    @Test
    void theOldestGoFirstAndNoMoreThanWanted() {
        CardRegistration oldest = refused(found());
        CardRegistration newest = refused(found());

        assertThat(get(deadLetters.removeMessages(Duration.ZERO, 1))).isEqualTo(1);

        assertThat(letter(oldest).messageRemoved()).isTrue();
        assertThat(letter(newest).messageRemoved()).isFalse();
    }

    @Test
    void withoutItsMessageItCanOnlyBeRefreshedResolvedOrDiscarded() {
        CardRegistration dead = emptied(refused(found()));

        assertThat(preview(dead, false)).contains(Kind.MESSAGE_REMOVED);
        refused(Kind.MESSAGE_REMOVED, deadLetters.replay(id(dead), "again", false));
        refused(Kind.MESSAGE_REMOVED, deadLetters.replay(id(dead), "again", true));
        assertThat(current(dead).status()).isEqualTo(CardStatus.DEAD_LETTERED);

        assertThat(preview(dead, true)).isEmpty();
        get(deadLetters.refresh(id(dead), "read anew", LedgerFixture.card("c-1")));
        DueCard due = due(dead);
        assertThat(due.action()).isEqualTo(DueCard.Action.SUBMIT);
        assertThat(ledger.cards().submission(due.card()).discovered().cardRef()).isEqualTo("c-1");

        get(deadLetters.discard(id(emptied(refused(found()))), "not wanted"));
        get(deadLetters.resolve(
                id(emptied(refused(found()))), new Resolution(Resolution.Outcome.APPROVED, "tok"), "by phone"));
    }

    @Test
    void oneThatWasNeverSentCanOnlyBeRefreshedEither() {
        CardRegistration dead = emptied(get(ledger.cards().recordDeath(found(), Reason.of(ReasonCode.MAPPING_FAILED))));

        refused(Kind.MESSAGE_REMOVED, deadLetters.replay(id(dead), "mended", false));
    }

    @Test
    void inDoubtWhoeverCanBeAskedIsStillAsked() {
        CardRegistration dead = emptied(unknown(found()));

        assertThat(preview(dead, false)).isEmpty();
        get(deadLetters.replay(id(dead), "ask", false));
        DueCard due = due(dead);
        assertThat(due.action()).isEqualTo(DueCard.Action.INQUIRE);
        get(ledger.cards().recordInquiry(due.card(), Outcome.approved("tok"), TOOK));

        assertThat(current(dead).status()).isEqualTo(CardStatus.APPROVED);
    }

    @Test
    void whatItsIssuerNeverSawIsADeadLetterThatCanBeRefreshed() {
        CardRegistration dead = emptied(unknown(found()));
        get(deadLetters.replay(id(dead), "ask", false));
        get(ledger.cards()
                .recordInquiry(due(dead).card(), Outcome.notProcessed(Reason.of(ReasonCode.NEVER_SEEN), null), TOOK));

        awaitDeath(dead);

        assertThat(current(dead).inDoubt()).isFalse();
        assertThat(current(dead).reason().words()).isEqualTo("retries-exhausted: its message was removed; never-seen");
        assertThat(letter(dead).messageRemoved()).isTrue();
        refused(Kind.MESSAGE_REMOVED, deadLetters.replay(id(dead), "again", false));
        get(deadLetters.refresh(id(dead), "read anew", LedgerFixture.card("c-1")));
    }

    @Test
    void inDoubtWhoeverCannotBeAskedIsLeftToAPerson() {
        rules.put("aurora", REPEATABLE);
        CardRegistration dead = emptied(unknown(found()));

        assertThat(preview(dead, false)).contains(Kind.OUTCOME_UNKNOWN);
        refused(Kind.OUTCOME_UNKNOWN, deadLetters.replay(id(dead), "again", false));
        refused(Kind.OUTCOME_UNKNOWN, deadLetters.replay(id(dead), "again", true));

        get(deadLetters.resolve(id(dead), new Resolution(Resolution.Outcome.NOT_PROCESSED, null), "by phone"));
        get(deadLetters.refresh(id(dead), "read anew", LedgerFixture.card("c-1")));
    }

    @Test
    void aLateDecisionSettlesItAllTheSame() {
        CardRegistration sent = get(ledger.cards().recordIntent(found(), message("m"), Map.of(), "v1"));
        CardRegistration inDoubt = get(ledger.cards().recordOutcome(sent, Outcome.unknown("timeout"), TOOK));
        CardRegistration dead =
                emptied(get(ledger.cards().recordDeath(inDoubt, Reason.of(ReasonCode.RETRIES_EXHAUSTED))));

        get(ledger.cards().recordOutcome(sent, Outcome.approved("tok"), TOOK));

        assertThat(current(dead).status()).isEqualTo(CardStatus.APPROVED);
    }

    @Test
    void whatWentBackToWorkKeepsThemHoweverOldItsDeadLetterIs() {
        CardRegistration dead = refused(found());
        get(deadLetters.replay(id(dead), "again", false));

        assertThat(get(deadLetters.removeMessages(Duration.ZERO, 10))).isZero();

        assertThat(kept(dead)).isEqualTo(2);
    }

    private CardRegistration found() {
        Registration registration = fixture.accepted(request("acc-" + accounts++, "tv-1", false));
        return fixture.discovered(registration, LedgerFixture.card("c-1"))
                .registration()
                .cards()
                .get(0);
    }

    private CardRegistration ended(Outcome outcome) {
        CardRegistration sent = get(ledger.cards().recordIntent(found(), message("m"), Map.of(), "v1"));
        assertThat(kept(sent)).isEqualTo(2);
        return get(ledger.cards().recordOutcome(sent, outcome, TOOK));
    }

    private CardRegistration refused(CardRegistration card) {
        CardRegistration sent = get(ledger.cards().recordIntent(card, message("m"), Map.of(), "v1"));
        return get(ledger.cards().recordOutcome(sent, Outcome.refused("400"), TOOK));
    }

    /** In doubt, and given up: its one attempt is used up, and it was asked about for long enough. */
    private CardRegistration unknown(CardRegistration card) {
        CardRegistration sent = get(ledger.cards().recordIntent(card, message("m"), Map.of(), "v1"));
        CardRegistration inDoubt = get(ledger.cards().recordOutcome(sent, Outcome.unknown("timeout"), TOOK));
        return inDoubt.status() == CardStatus.DEAD_LETTERED
                ? inDoubt
                : get(ledger.cards().recordDeath(inDoubt, Reason.of(ReasonCode.RETRIES_EXHAUSTED)));
    }

    private CardRegistration emptied(CardRegistration dead) {
        get(deadLetters.removeMessages(Duration.ZERO, 10));
        assertThat(kept(dead)).isZero();
        return dead;
    }

    private CardRegistration discarded(CardRegistration dead) {
        return get(deadLetters.discard(id(dead), "not wanted")).card();
    }

    private CardRegistration resolved(CardRegistration dead, Resolution resolution) {
        return get(deadLetters.resolve(id(dead), resolution, "by phone")).card();
    }

    /** How much of what is needed to send it is kept. */
    private int kept(CardRegistration card) {
        return new JdbcTemplate(fixture.database.dataSource())
                .queryForObject(
                        "SELECT COUNT(card_sealed) + COUNT(message_sealed) FROM card_registration"
                                + " WHERE card_registration_id = ?",
                        Integer.class,
                        card.cardRegistrationId());
    }

    private Optional<Kind> preview(CardRegistration dead, boolean refresh) {
        Replay replay = deadLetters.preview(id(dead), false, refresh).orElseThrow();
        return replay.conflict().map(DeadLetterConflict::kind);
    }

    private DueCard due(CardRegistration card) {
        List<DueCard> due = get(ledger.cards().takeDueCards("aurora", 10));
        assertThat(due)
                .singleElement()
                .returns(card.cardRegistrationId(), each -> each.card().cardRegistrationId());
        return due.get(0);
    }

    private void awaitDeath(CardRegistration card) {
        Awaitility.await().until(() -> {
            assertThat(get(ledger.cards().takeDueCards("aurora", 10))).isEmpty();
            return current(card).status() == CardStatus.DEAD_LETTERED;
        });
    }

    private CardRegistration current(CardRegistration card) {
        return ledger.registrations()
                .find(card.registrationId())
                .orElseThrow()
                .cards()
                .get(0);
    }

    private UUID id(CardRegistration dead) {
        return letter(dead).deadLetterId();
    }

    private DeadLetter letter(CardRegistration dead) {
        return deadLetters.newest(DeadLetterCriteria.ANY, null, 100).deadLetters().stream()
                .filter(each -> dead.cardRegistrationId().equals(each.cardRegistrationId()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> events(CardRegistration card) {
        return ledger.registrations().history(card.registrationId()).stream()
                .map(HistoryEntry::event)
                .toList();
    }

    private static void refused(Kind kind, CompletableFuture<?> change) {
        assertThatExceptionOfType(DeadLetterConflict.class)
                .isThrownBy(() -> get(change))
                .returns(kind, DeadLetterConflict::kind);
    }
}
