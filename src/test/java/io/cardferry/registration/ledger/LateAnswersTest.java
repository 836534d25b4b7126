package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.SOON;
import static io.cardferry.registration.ledger.LedgerFixture.card;
import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.message;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.Uuid7;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer may change that nobody waited for, or no longer. */
class LateAnswersTest {

    private static final Outcome APPROVED = Outcome.approved("tok-1");
    private static final Outcome BUSY = Outcome.notProcessed(Reason.of(ReasonCode.ISSUER_BUSY), null);
    private static final Outcome NEVER_SEEN = Outcome.notProcessed(Reason.of(ReasonCode.NEVER_SEEN), null);

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
    void aDecisionSettlesACardThatIsInDoubtAndSaysNothingOfItsLatency() {
        CardRegistration sent = inDoubt();

        assertThat(late(sent, APPROVED)).isEqualTo(CardStatus.APPROVED);
        assertThat(ledger.registrations()
                        .find(sent.registrationId())
                        .orElseThrow()
                        .status())
                .isEqualTo(RegistrationStatus.COMPLETED);
        assertThat(ledger.registrations().history(sent.registrationId()))
                .filteredOn(entry -> "APPROVED".equals(entry.to()))
                .singleElement()
                .extracting(HistoryEntry::event, HistoryEntry::from, HistoryEntry::outcome, HistoryEntry::latencyMs)
                .containsExactly("attempt-ended", "IN_DOUBT", "decided", null);
    }

    @Test
    void aDecisionSettlesACardThatWaitsToBeSentAgain() {
        CardRegistration sent = sent();
        get(ledger.cards().recordOutcome(sent, Outcome.notSent("refused"), SOON));

        assertThat(late(sent, APPROVED)).isEqualTo(CardStatus.APPROVED);
        assertThat(get(ledger.cards().takeDueCards("aurora", 10))).isEmpty();
    }

    @Test
    void aDecisionSettlesACardThatIsBeingSentAgainAndTheNewAttemptsOwnAnswerChangesNothing() {
        CardRegistration sent = sent();
        CardRegistration waiting = get(ledger.cards().recordOutcome(sent, Outcome.notSent("refused"), SOON));
        CardRegistration again = get(ledger.cards().recordRepeat(waiting));

        assertThat(late(sent, APPROVED)).isEqualTo(CardStatus.APPROVED);
        get(ledger.cards().recordOutcome(again, Outcome.unknown("timeout"), SOON));
        get(ledger.cards().recordOutcome(again, APPROVED, SOON));

        assertThat(only(sent).status()).isEqualTo(CardStatus.APPROVED);
        assertThat(events(sent)).endsWith("late-answer", "answer-repeated");
    }

    @Test
    void aDecisionSettlesADeadLetterInDoubtAndItWaitsNoLonger() {
        CardRegistration doubted = get(ledger.cards().recordOutcome(sent(), Outcome.unknown("timeout"), SOON));
        get(ledger.cards().recordDeath(doubted, Reason.of(ReasonCode.OUTCOME_UNKNOWN)));
        DeadLetter dead = waiting().get(0);
        assertThat(dead.inDoubt()).isTrue();

        assertThat(late(doubted, Outcome.declined("05"))).isEqualTo(CardStatus.DECLINED);

        assertThat(waiting()).isEmpty();
        assertThat(ledger.deadLetters().find(dead.deadLetterId()).orElseThrow().state())
                .isEqualTo(DeadLetter.State.SETTLED);
        assertThat(only(doubted).inDoubt()).isFalse();
    }

    @Test
    void aDecisionSettlesACardAboutWhichItsIssuerIsBeingAskedAndWhatTheInquirySaysComesTooLate() {
        CardRegistration sent = sent();
        get(ledger.cards().recordOutcome(sent, Outcome.unknown("timeout"), SOON));
        get(ledger.endLeases());
        CardRegistration asked = takenInDoubt(sent);

        assertThat(late(sent, APPROVED)).isEqualTo(CardStatus.APPROVED);
        get(ledger.cards().recordInquiry(asked, NEVER_SEEN, SOON));

        assertThat(only(sent).status()).isEqualTo(CardStatus.APPROVED);
    }

    @Test
    void theSameDecisionTwiceIsHistoryAndAnotherOneAnAlarmAndTheFirstStands() {
        CardRegistration sent = inDoubt();
        late(sent, APPROVED);

        assertThat(late(sent, APPROVED)).isEqualTo(CardStatus.APPROVED);
        assertThat(late(sent, Outcome.approved("tok-2"))).isEqualTo(CardStatus.APPROVED);

        assertThat(only(sent).tokenReference()).isEqualTo("tok-1");
        assertThat(events(sent)).endsWith("answer-repeated", "answer-contradicted");
    }

    @Test
    void aDecisionAboutACardThatAnOperatorHasDiscardedIsWrittenDownOnly() {
        CardRegistration sent = sent();
        get(ledger.cards().recordOutcome(sent, Outcome.refused("400"), SOON));
        get(ledger.deadLetters().discard(waiting().get(0).deadLetterId(), "away with it"));

        assertThat(late(sent, APPROVED)).isEqualTo(CardStatus.DISCARDED);
        assertThat(events(sent)).endsWith("late-answer");
    }

    @Test
    void anythingButADecisionChangesNothingOnceTheAttemptsEndIsRecorded() {
        CardRegistration sent = sent();
        CardRegistration doubted = get(ledger.cards().recordOutcome(sent, Outcome.unknown("timeout"), SOON));

        for (Outcome said : List.of(BUSY, NEVER_SEEN, Outcome.refused("30"), Outcome.unknown("09"))) {
            assertThat(get(ledger.cards().recordLateAnswer(sent, said, false))).isEqualTo(doubted);
            assertThat(get(ledger.cards().recordLateAnswer(doubted, said, true)))
                    .isEqualTo(doubted);
        }
        assertThat(events(sent)).endsWith(Collections.nCopies(8, "late-answer").toArray(String[]::new));
    }

    @Test
    void theAnswerToTheOnlyAttemptEndsItIfItMayWhoeverBringsIt() {
        CardRegistration refused = sent();
        get(ledger.cards().recordLateAnswer(refused, BUSY, false));
        assertThat(only(refused).status()).isEqualTo(CardStatus.SUBMITTING);

        assertThat(get(ledger.cards().recordLateAnswer(refused, Outcome.refused("30"), true))
                        .status())
                .isEqualTo(CardStatus.DEAD_LETTERED);
        CardRegistration busy = sent();
        assertThat(get(ledger.cards().recordLateAnswer(busy, BUSY, true)).status())
                .isEqualTo(CardStatus.RETRY_SCHEDULED);
        CardRegistration unclear = sent();
        assertThat(get(ledger.cards().recordLateAnswer(unclear, Outcome.unknown("09"), true))
                        .status())
                .isEqualTo(CardStatus.IN_DOUBT);
    }

    @Test
    void whatIsNoDecisionMayBeTheAnswerToAnEarlierAttemptAndThenEndsNone() {
        CardRegistration again = get(ledger.cards().recordRepeat(inDoubt()));

        for (Outcome said : List.of(BUSY, Outcome.refused("30"))) {
            assertThat(get(ledger.cards().recordLateAnswer(again, said, true))).isEqualTo(again);
        }
        assertThat(late(again, APPROVED)).isEqualTo(CardStatus.APPROVED);
    }

    @Test
    void whoFoundTheCardBeforeSomebodyElseChangedItEndsNothing() {
        CardRegistration found = get(ledger.cards().recordHold(pending(), Reason.of(ReasonCode.ISSUER_PAUSED)));
        CardRegistration sent = get(ledger.cards().recordIntent(found, message("m"), Map.of(), "v1"));

        assertThat(get(ledger.cards().recordLateAnswer(found, BUSY, true))).isEqualTo(sent);
    }

    @Test
    void aCardIsFoundByTheIdThatItsIssuerKnowsItBy() {
        CardRegistration sent = sent();

        assertThat(ledger.cards().cardOfRequest(sent.issuerRequestId())).contains(sent);
        assertThat(ledger.cards().cardOfRequest(Uuid7.next())).isEmpty();
    }

    @Test
    void whoWaitsForManyAnswersLearnsWhichCardsWereChangedMeanwhile() {
        CardRegistration changed = sent();
        List<CardRegistration> waiting = new ArrayList<>(List.of(changed, sent()));
        assertThat(ledger.cards().changed(waiting)).isEmpty();
        get(ledger.cards().recordOutcome(changed, APPROVED, SOON));
        CardRegistration other = sent();
        UUID gone = Uuid7.next();
        waiting.add(another(other, gone));

        assertThat(ledger.cards().changed(waiting)).containsExactlyInAnyOrder(changed.cardRegistrationId(), gone);
        assertThat(ledger.cards().changed(List.of())).isEmpty();
        assertThat(ledger.cards().changed(Collections.nCopies(10_000, other))).isEmpty();
        assertThatThrownBy(() -> ledger.cards().changed(Collections.nCopies(10_001, other)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private CardStatus late(CardRegistration then, Outcome decision) {
        return get(ledger.cards().recordLateAnswer(then, decision, false)).status();
    }

    private CardRegistration takenInDoubt(CardRegistration sent) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> get(ledger.cards().takeDueCards("aurora", 10)), taken -> !taken.isEmpty())
                .stream()
                .map(DueCard::card)
                .filter(card -> card.cardRegistrationId().equals(sent.cardRegistrationId()))
                .findFirst()
                .orElseThrow();
    }

    private List<DeadLetter> waiting() {
        return ledger.deadLetters().newest(DeadLetterCriteria.ANY, null, 10).deadLetters();
    }

    private List<String> events(CardRegistration card) {
        return ledger.registrations().history(card.registrationId()).stream()
                .map(HistoryEntry::event)
                .toList();
    }

    private CardRegistration only(CardRegistration card) {
        return ledger.registrations()
                .find(card.registrationId())
                .orElseThrow()
                .cards()
                .get(0);
    }

    private CardRegistration inDoubt() {
        return get(ledger.cards().recordOutcome(sent(), Outcome.unknown("timeout"), SOON));
    }

    private CardRegistration sent() {
        return get(ledger.cards().recordIntent(pending(), message("m"), Map.of(), "v1"));
    }

    private CardRegistration pending() {
        Registration registration = fixture.accepted(request("acc-" + UUID.randomUUID(), "tv-1", false));
        return fixture.discovered(registration, card("c-1")).toSend().get(0).card();
    }

    private static CardRegistration another(CardRegistration card, UUID id) {
        return new CardRegistration(
                id,
                card.registrationId(),
                card.cardRef(),
                card.source(),
                card.issuer(),
                card.brand(),
                card.last4(),
                card.status(),
                card.inDoubt(),
                card.issuerRequestId(),
                card.tokenReference(),
                card.reason(),
                card.attempts(),
                card.trail(),
                card.nextAttemptAt(),
                card.verificationMethods(),
                card.version());
    }
}
