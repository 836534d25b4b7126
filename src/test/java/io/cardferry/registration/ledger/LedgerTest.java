package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.SOON;
import static io.cardferry.registration.ledger.LedgerFixture.card;
import static io.cardferry.registration.ledger.LedgerFixture.fresh;
import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.message;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cardferry.registration.Acceptance;
import io.cardferry.registration.Acceptance.Kind;
import io.cardferry.registration.Account;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardSelection;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.Discovery;
import io.cardferry.registration.DiscoveryResult.AskAgain;
import io.cardferry.registration.DiscoveryResult.NothingToRegister;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import org.springframework.jdbc.core.JdbcTemplate;

class LedgerTest {

    @TempDir
    Path folder;

    private LedgerFixture fixture;
    private Ledger ledger;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        ledger = fixture.ledger;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aRequestThatIsRepeatedUnderItsKeyIsOneRegistration() {
        RegistrationRequest request = request("acc-1", "tv-1", false);
        List<CompletableFuture<Acceptance>> calls = IntStream.range(0, 64)
                .mapToObj(i -> ledger.registrations().accept(fresh("key", request), true))
                .toList();
        List<Acceptance> acceptances = calls.stream().map(LedgerFixture::get).toList();

        assertThat(acceptances)
                .extracting(Acceptance::registrationId)
                .containsOnly(acceptances.get(0).registrationId());
        assertThat(acceptances).filteredOn(each -> each.kind() == Kind.ACCEPTED).hasSize(1);
        assertThat(acceptances).filteredOn(each -> each.kind() == Kind.REPEATED).hasSize(63);
    }

    @Test
    void anotherRequestUnderAUsedKeyIsToldApart() {
        get(ledger.registrations().accept(fresh("key", request("acc-1", "tv-1", false)), true));

        assertThat(get(ledger.registrations().accept(fresh("key", request("acc-2", "tv-1", false)), true))
                        .kind())
                .isEqualTo(Kind.KEY_REUSED);
    }

    @Test
    void aKeyIsFreeAgainOnceItsRetentionIsOverAndNothingCanChangeAnyMore(@TempDir Path other) {
        try (LedgerFixture forgetful = new LedgerFixture(other, Duration.ZERO)) {
            RegistrationRequest request = request("acc-1", "tv-1", false);
            Acceptance first = get(forgetful.ledger.registrations().accept(fresh("key", request), true));

            assertThat(get(forgetful.ledger.registrations().accept(fresh("key", request), true))
                            .kind())
                    .isEqualTo(Kind.REPEATED);

            Registration registration = forgetful
                    .ledger
                    .registrations()
                    .find(first.registrationId())
                    .orElseThrow();
            DueCard submission =
                    forgetful.discovered(registration, card("c-1")).toSend().get(0);
            CardRegistration sent =
                    get(forgetful.ledger.cards().recordIntent(submission.card(), message("m"), Map.of(), "v1"));
            get(forgetful.ledger.cards().recordOutcome(sent, Outcome.approved("tok"), SOON));

            Acceptance again = get(forgetful.ledger.registrations().accept(fresh("key", request), true));
            assertThat(again.kind()).isEqualTo(Kind.ACCEPTED);
            assertThat(again.registrationId()).isNotEqualTo(first.registrationId());
        }
    }

    @Test
    void whatWasAcceptedIsReadBackAsItWas() {
        RegistrationRequest request = request("acc-1", "tv-1", true);

        Registration read = fixture.accepted(request);

        assertThat(read.request()).isEqualTo(request);
        assertThat(read.status()).isEqualTo(RegistrationStatus.RECEIVED);
        assertThat(read.cards()).isEmpty();
        assertThat(read.discovery()).isEqualTo(Discovery.NONE);
    }

    @Test
    void theIntentIsCommittedWithItsMessageAndTheDecisionSettlesTheRegistration() {
        Registration registration = fixture.accepted(request("acc-1", "tv-1", false));
        DiscoveryRecorded recorded = fixture.discovered(registration, card("c-1"));
        assertThat(recorded.registration().status()).isEqualTo(RegistrationStatus.PROCESSING);
        DueCard submission = recorded.toSend().get(0);

        CardRegistration sent =
                get(ledger.cards().recordIntent(submission.card(), message("the message"), Map.of(), "v1"));
        assertThat(sent.status()).isEqualTo(CardStatus.SUBMITTING);
        assertThat(sent.attempts()).isEqualTo(1);

        get(ledger.cards().recordOutcome(sent, Outcome.approved("tok-1"), SOON));
        Registration settled =
                ledger.registrations().find(registration.registrationId()).orElseThrow();
        assertThat(settled.status()).isEqualTo(RegistrationStatus.COMPLETED);
        assertThat(settled.cards()).singleElement().satisfies(card -> {
            assertThat(card.status()).isEqualTo(CardStatus.APPROVED);
            assertThat(card.tokenReference()).isEqualTo("tok-1");
            assertThat(card.nextAttemptAt()).isNull();
            assertThat(card.issuerRequestId()).isEqualTo(submission.card().issuerRequestId());
        });
    }

    @Test
    void theLongestRequestFits() {
        String emoji = "\uD83D\uDCFA";
        List<String> refs =
                IntStream.range(10, 60).mapToObj(i -> emoji.repeat(62) + i).toList();
        RegistrationRequest longest = new RegistrationRequest(
                new Account(emoji.repeat(128), null),
                new Device(emoji.repeat(64), DeviceType.TV, emoji.repeat(64)),
                new CardSelection(false, refs, false),
                new Terms(emoji.repeat(128), emoji.repeat(64), Instant.EPOCH));

        assertThat(fixture.accepted(longest).request()).isEqualTo(longest);
    }

    @Test
    void discoveryIsCommittedOnceAndNeverAgain() {
        Registration registration = fixture.accepted(request("acc-1", "tv-1", false));
        fixture.discovered(registration, card("c-1"));

        assertThatThrownBy(() -> fixture.discovered(registration, card("c-1"), card("c-2")))
                .isInstanceOf(StaleChangeException.class);
        assertThat(ledger.registrations()
                        .find(registration.registrationId())
                        .orElseThrow()
                        .cards())
                .hasSize(1);
    }

    @Test
    void oneChangesFailureNeverFailsAnotherOfItsGroup() {
        Registration stale = fixture.accepted(request("acc-1", "tv-1", false));
        DueCard taken = fixture.discovered(stale, card("c-1")).toSend().get(0);
        get(ledger.cards().recordIntent(taken.card(), message("m"), Map.of(), "v1"));

        List<CompletableFuture<?>> group = IntStream.range(0, 100)
                .<CompletableFuture<?>>mapToObj(i -> i % 10 == 3
                        ? ledger.cards().recordIntent(taken.card(), message("again"), Map.of(), "v1")
                        : ledger.registrations().accept(fresh("key-" + i, request("acc-" + i, "tv-1", false)), true))
                .toList();

        for (int i = 0; i < group.size(); i++) {
            CompletableFuture<?> change = group.get(i);
            if (i % 10 == 3) {
                assertThatThrownBy(() -> get(change)).isInstanceOf(RuntimeException.class);
            } else {
                Acceptance acceptance = (Acceptance) get(change);
                assertThat(ledger.registrations().find(acceptance.registrationId()))
                        .isPresent();
                assertThat(ledger.registrations().history(acceptance.registrationId()))
                        .hasSize(1);
            }
        }
    }

    @Test
    void anUnknownOutcomeLeavesTheCardInDoubtWithATimeToLookAgain() {
        CardRegistration sent = sent("acc-1");

        CardRegistration doubted = get(ledger.cards().recordOutcome(sent, Outcome.unknown("timeout"), SOON));

        assertThat(doubted.status()).isEqualTo(CardStatus.IN_DOUBT);
        assertThat(doubted.inDoubt()).isTrue();
        assertThat(doubted.nextAttemptAt()).isNotNull();
        assertThat(ledger.registrations()
                        .find(sent.registrationId())
                        .orElseThrow()
                        .status())
                .isEqualTo(RegistrationStatus.PROCESSING);
    }

    @Test
    void aLateDecisionSettlesACardInDoubtAndAnythingElseThatIsLateChangesNothing() {
        CardRegistration sent = sent("acc-1");
        get(ledger.cards().recordOutcome(sent, Outcome.unknown("timeout"), SOON));

        get(ledger.cards().recordOutcome(sent, Outcome.notSent("refused"), SOON));
        assertThat(only(sent).status()).isEqualTo(CardStatus.IN_DOUBT);

        get(ledger.cards().recordOutcome(sent, Outcome.approved("tok"), SOON));
        assertThat(only(sent).status()).isEqualTo(CardStatus.APPROVED);
        assertThat(only(sent).inDoubt()).isFalse();
    }

    @Test
    void aSecondDecisionIsWrittenDownAndChangesNothing() {
        CardRegistration sent = sent("acc-1");
        get(ledger.cards().recordOutcome(sent, Outcome.approved("tok"), SOON));

        get(ledger.cards().recordOutcome(sent, Outcome.declined("05"), SOON));

        assertThat(only(sent).status()).isEqualTo(CardStatus.APPROVED);
        assertThat(ledger.registrations().history(sent.registrationId()))
                .extracting(HistoryEntry::event)
                .contains("answer-contradicted");
    }

    @Test
    void aRefusedMessageIsADeadLetterAndWaitsToBeTold() {
        CardRegistration sent = sent("acc-1");

        CardRegistration dead = get(ledger.cards().recordOutcome(sent, Outcome.refused("400"), SOON));

        assertThat(dead.status()).isEqualTo(CardStatus.DEAD_LETTERED);
        assertThat(dead.reason().code()).isEqualTo(ReasonCode.ISSUER_REFUSED_MESSAGE);
        assertThat(count("dead_letter")).isEqualTo(1);
        assertThat(count("outbox")).isEqualTo(1);
        assertThat(ledger.registrations()
                        .find(sent.registrationId())
                        .orElseThrow()
                        .status())
                .isEqualTo(RegistrationStatus.COMPLETED);
    }

    @Test
    void theSourcesAreAskedAgainUntilTheBudgetIsSpentAndThenTheRegistrationIsADeadLetter() {
        Registration registration = fixture.accepted(request("acc-1", "tv-1", false));
        AskAgain nothingYet = new AskAgain(Discovery.NONE, Set.of("phone-wallet"));

        Registration waiting = get(ledger.registrations()
                        .recordDiscovery(registration, nothingYet, List.of(), Optional.of(SOON)))
                .registration();
        assertThat(waiting.status()).isEqualTo(RegistrationStatus.PROCESSING);
        assertThat(waiting.nextDiscoveryAt()).isNotNull();

        Registration failed = get(ledger.registrations()
                        .recordDiscovery(waiting, nothingYet, List.of(), Optional.empty()))
                .registration();
        assertThat(failed.status()).isEqualTo(RegistrationStatus.FAILED);
        assertThat(failed.reason().code()).isEqualTo(ReasonCode.SOURCE_UNAVAILABLE);
        assertThat(count("dead_letter")).isEqualTo(1);
    }

    @Test
    void nothingToRegisterIsAFinalAnswerAndNoDeadLetter() {
        Registration registration = fixture.accepted(request("acc-1", "tv-1", false));
        NothingToRegister nothing = new NothingToRegister(Discovery.NONE, Reason.of(ReasonCode.ACCOUNT_UNKNOWN));

        Registration failed = get(ledger.registrations()
                        .recordDiscovery(registration, nothing, List.of(), Optional.empty()))
                .registration();

        assertThat(failed.status()).isEqualTo(RegistrationStatus.FAILED);
        assertThat(failed.nextDiscoveryAt()).isNull();
        assertThat(count("dead_letter")).isZero();
    }

    @Test
    void theHistoryTellsEachChangeInOrder() {
        CardRegistration sent = sent("acc-1");
        get(ledger.cards().recordOutcome(sent, Outcome.approved("tok"), Duration.ofMillis(34)));

        assertThat(ledger.registrations().history(sent.registrationId()))
                .extracting(HistoryEntry::event)
                .containsExactly(
                        "received",
                        "source-answered",
                        "cards-found",
                        "card-found",
                        "attempt-begun",
                        "attempt-ended",
                        "completed");
    }

    @Test
    void whatADeadProcessLeftIsTakenUpAgain() {
        Registration waiting = fixture.accepted(request("acc-1", "tv-1", false));
        Registration found = fixture.accepted(request("acc-2", "tv-1", false));
        fixture.discovered(found, card("c-1"));
        CardRegistration sending = sent("acc-3");
        assertThat(get(ledger.registrations().takeDueRegistrations(10))).isEmpty();

        get(ledger.endLeases());

        assertThat(get(ledger.registrations().takeDueRegistrations(10)))
                .extracting(Registration::registrationId)
                .containsExactly(waiting.registrationId());
        assertThat(get(ledger.registrations().takeDueRegistrations(10))).isEmpty();
        List<DueCard> cards = get(ledger.cards().takeDueCards("aurora", 10));
        assertThat(cards).singleElement().satisfies(due -> {
            assertThat(due.action()).isEqualTo(DueCard.Action.SUBMIT);
            assertThat(due.card().registrationId()).isEqualTo(found.registrationId());
            assertThat(ledger.cards().submission(due.card()).discovered().sealedCard())
                    .isEqualTo("a.b.c.d.e");
        });
        assertThat(only(sending).status()).isEqualTo(CardStatus.IN_DOUBT);
        assertThat(get(ledger.cards().takeDueCards("aurora", 10))).isEmpty();
    }

    @Test
    void whatADeadProcessWasSendingCanNotBeSentAnyLater() {
        CardRegistration sending = sent("acc-1");

        get(ledger.endLeases());
        get(ledger.cards().takeDueCards("aurora", 10));

        assertThat(only(sending).status()).isEqualTo(CardStatus.IN_DOUBT);
        assertThat(only(sending).trail().lastSendAt()).isBefore(sending.trail().lastSendAt());
        assertThat(only(sending).trail().lastSendAt())
                .isBeforeOrEqualTo(only(sending).nextAttemptAt());
    }

    @Test
    void aLeaseThatHasEndedIsTakenOverOnlyAfterTheSlowestExchangeOnTop(@TempDir Path other, @TempDir Path third) {
        Lease ended = new Lease("test", Duration.ofSeconds(1), Duration.ZERO);
        Lease graceful = new Lease("test", Duration.ofSeconds(1), Duration.ofHours(1));
        try (LedgerFixture impatient = new LedgerFixture(other, Duration.ofDays(30), ended);
                LedgerFixture patient = new LedgerFixture(third, Duration.ofDays(30), graceful)) {
            patient.accepted(request("acc-1", "tv-1", false));
            impatient.accepted(request("acc-1", "tv-1", false));

            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> get(impatient.ledger.registrations().takeDueRegistrations(10)),
                            taken -> !taken.isEmpty());
            assertThat(get(patient.ledger.registrations().takeDueRegistrations(10)))
                    .isEmpty();
        }
    }

    @Test
    void whatHasBeenAcknowledgedIsThereAfterTheDatabaseWasOpenedAgain() {
        Registration registration = fixture.accepted(request("acc-1", "tv-1", false));
        fixture.close();

        open();

        assertThat(ledger.registrations().find(registration.registrationId())).isPresent();
    }

    private CardRegistration sent(String account) {
        Registration registration = fixture.accepted(request(account, "tv-1", false));
        DueCard submission =
                fixture.discovered(registration, card("c-1")).toSend().get(0);
        return get(ledger.cards().recordIntent(submission.card(), message("m"), Map.of(), "v1"));
    }

    private CardRegistration only(CardRegistration card) {
        return ledger.registrations()
                .find(card.registrationId())
                .orElseThrow()
                .cards()
                .get(0);
    }

    private int count(String table) {
        return new org.springframework.jdbc.core.JdbcTemplate(fixture.database.dataSource())
                .queryForObject("SELECT COUNT(*) FROM " + table, Integer.class);
    }

    @Test
    void nothingIsAcknowledgedWithoutRoomOnTheDiskAndItGoesOnByItselfAfterwards() {
        NewRegistration registration = fresh("key", request("acc-1", "tv-1", false));
        fixture.room.set(false);

        assertThatThrownBy(() -> get(ledger.registrations().accept(registration, true)))
                .isInstanceOf(LedgerUnavailableException.class);
        assertThat(ledger.registrations().find(registration.registrationId())).isEmpty();

        fixture.room.set(true);
        assertThat(get(ledger.registrations().accept(registration, true)).kind())
                .isEqualTo(Kind.ACCEPTED);
    }

    private CardRegistration cardOf(String account) {
        Registration registration = fixture.accepted(request(account, "tv-1", false));
        return fixture.discovered(registration, LedgerFixture.card("c-1"))
                .registration()
                .cards()
                .get(0);
    }

    @Test
    void aRowThatCanNotBeReadKeepsNoOtherFromBeingTaken() {
        CardRegistration broken = cardOf("acc-1");
        CardRegistration other = cardOf("acc-2");
        Registration brokenRegistration = fixture.accepted(request("acc-3", "tv-1", false));
        Registration otherRegistration = fixture.accepted(request("acc-4", "tv-1", false));
        JdbcTemplate jdbc = new JdbcTemplate(fixture.database.dataSource());
        jdbc.update(
                "UPDATE card_registration SET verification_methods = '{' WHERE card_registration_id = ?",
                broken.cardRegistrationId());
        jdbc.update(
                "UPDATE registration SET assertion_sealed = 'sealed:!' WHERE registration_id = ?",
                brokenRegistration.registrationId());
        get(ledger.endLeases());

        assertThat(get(ledger.cards().takeDueCards("aurora", 10)))
                .extracting(due -> due.card().cardRegistrationId())
                .containsExactly(other.cardRegistrationId());
        assertThat(get(ledger.registrations().takeDueRegistrations(10)))
                .extracting(Registration::registrationId)
                .containsExactly(otherRegistration.registrationId());
    }

    @Test
    void anUnknownRegistrationIsNotFound() {
        assertThat(ledger.registrations().find(UUID.randomUUID())).isEmpty();
        assertThat(ledger.registrations().history(UUID.randomUUID())).isEmpty();
    }
}
