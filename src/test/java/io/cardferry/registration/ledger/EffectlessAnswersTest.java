package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.SOON;
import static io.cardferry.registration.ledger.LedgerFixture.card;
import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.message;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DeadLetterCriteria;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Answers that change nothing: which of them are an alarm, and that an issuer can't fill the ledger or the log with them. */
class EffectlessAnswersTest {

    private static final Outcome APPROVED = Outcome.approved("tok-1");
    private static final Outcome ANOTHER = Outcome.approved("tok-2");
    private static final Outcome BUSY = Outcome.notProcessed(Reason.of(ReasonCode.ISSUER_BUSY), null);

    @TempDir
    Path folder;

    private final Logger log = (Logger) LoggerFactory.getLogger(EffectlessAnswers.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private LedgerFixture fixture;
    private Ledger ledger;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        ledger = fixture.ledger;
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void close() {
        log.detachAppender(lines);
        fixture.close();
    }

    @Test
    void theSameDecisionAgainIsNoAlarmAndAnotherOneIs() {
        CardRegistration sent = sent();
        late(sent, APPROVED, 1);

        late(sent, APPROVED, 1);
        assertThat(alarms()).isEmpty();

        late(sent, ANOTHER, 1);
        assertThat(alarms()).singleElement().asString().contains("aurora", "contradicts", id(sent));
    }

    @Test
    void aDecisionOnACardThatAnOperatorHasDiscardedIsAnAlarm() {
        CardRegistration sent = sent();
        refuseAnd(sent, dead -> get(ledger.deadLetters().discard(dead, "away with it")));

        late(sent, APPROVED, 1);

        assertThat(count(sent, "late-answer")).isEqualTo(1);
        assertThat(alarms()).singleElement().asString().contains("aurora decided APPROVED", id(sent), "DISCARDED");
    }

    @Test
    void aDecisionUnderARequestIdThatWasRefreshedSinceIsAnAlarmAndLeavesTheCardToItsNewOne() {
        CardRegistration sent = sent();
        refuseAnd(sent, dead -> get(ledger.deadLetters().refresh(dead, "read anew", card("c-1"))));
        CardRegistration refreshed = only(sent);

        CardRegistration found =
                ledger.cards().cardOfRequest(sent.issuerRequestId()).orElseThrow();
        late(found, APPROVED, 1);

        assertThat(found)
                .returns(sent.issuerRequestId(), CardRegistration::issuerRequestId)
                .returns(CardStatus.DEAD_LETTERED, CardRegistration::status)
                .returns(false, card -> card.trail().isUnsent());
        assertThat(only(sent)).isEqualTo(refreshed);
        assertThat(count(sent, "late-answer")).isEqualTo(1);
        assertThat(alarms()).singleElement().asString().contains("aurora decided APPROVED", id(sent));
    }

    @Test
    void anythingElseUnderARequestIdThatWasRefreshedSinceEndsNotTheNewOnesFirstAttempt() {
        CardRegistration died = get(ledger.cards().recordDeath(sentAndBusy(), Reason.of(ReasonCode.RETRIES_EXHAUSTED)));
        get(ledger.deadLetters().refresh(deadLetterOf(died), "read anew", card("c-1")));
        CardRegistration again = get(ledger.cards().recordIntent(only(died), message("m2"), Map.of(), "v1"));

        CardRegistration found =
                ledger.cards().cardOfRequest(died.issuerRequestId()).orElseThrow();
        get(ledger.cards().recordLateAnswer(found, Outcome.refused("30"), true));

        assertThat(only(died)).isEqualTo(again);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void whatItsIssuerRepeatsForEverIsWrittenTenTimesAndWhatItContradictsAllTheSame() {
        CardRegistration sent = sent();
        late(sent, APPROVED, 25);
        assertThat(count(sent, "answer-repeated")).isEqualTo(10);

        late(sent, ANOTHER, 25);

        assertThat(count(sent, "answer-contradicted")).isEqualTo(10);
        assertThat(alarms()).hasSize(10);
    }

    @Test
    void whatIsNoDecisionNeverKeepsOutADecisionThatIsAnAlarm() {
        CardRegistration sent = sent();
        late(sent, BUSY, 25);
        assertThat(count(sent, "late-answer")).isEqualTo(10);
        refuseAnd(sent, dead -> get(ledger.deadLetters().discard(dead, "away with it")));

        late(sent, APPROVED, 25);

        assertThat(count(sent, "late-answer")).isEqualTo(20);
        assertThat(alarms()).hasSize(10);
    }

    @Test
    void whatContradictsInOneWayNeverKeepsOutWhatContradictsInAnother() {
        CardRegistration sent = sent();
        late(sent, APPROVED, 1);
        late(sent, Outcome.declined("05"), 25);

        late(sent, ANOTHER, 1);

        assertThat(details(sent, "answer-contradicted"))
                .hasSize(11)
                .contains("issuer-declined: 05", "APPROVED, token reference " + ANOTHER.tokenReference());
        assertThat(alarms()).hasSize(11);
    }

    @Test
    void anIssuerThatSaysSomethingNewEachTimeIsBoundedToo() {
        CardRegistration sent = sent();
        late(sent, APPROVED, 1);

        for (int i = 0; i < 130; i++) {
            late(sent, Outcome.approved("tok-" + i), 1);
        }

        assertThat(count(sent, "answer-contradicted")).isEqualTo(100);
        assertThat(alarms()).hasSize(100);
    }

    @Test
    void everyExchangeThatTheHubBeganIsWrittenHoweverManyAnswersCameUnasked() {
        CardRegistration sent = sent();
        late(sent, APPROVED, 25);

        for (int exchange = 1; exchange <= 12; exchange++) {
            get(ledger.cards().recordOutcome(sent, APPROVED, SOON));
        }

        assertThat(count(sent, "answer-repeated")).isEqualTo(22);
    }

    private interface Action {
        void of(UUID deadLetterId);
    }

    private void refuseAnd(CardRegistration sent, Action action) {
        get(ledger.cards().recordOutcome(sent, Outcome.refused("400"), SOON));
        action.of(deadLetterOf(sent));
    }

    private UUID deadLetterOf(CardRegistration card) {
        return ledger.deadLetters().newest(DeadLetterCriteria.ANY, null, 10).deadLetters().stream()
                .filter(dead -> dead.cardRegistrationId().equals(card.cardRegistrationId()))
                .findFirst()
                .orElseThrow()
                .deadLetterId();
    }

    private void late(CardRegistration then, Outcome outcome, int times) {
        for (int i = 0; i < times; i++) {
            get(ledger.cards().recordLateAnswer(then, outcome, false));
        }
    }

    private long count(CardRegistration card, String event) {
        return ledger.registrations().history(card.registrationId()).stream()
                .filter(entry -> entry.event().equals(event))
                .count();
    }

    private List<String> details(CardRegistration card, String event) {
        return ledger.registrations().history(card.registrationId()).stream()
                .filter(entry -> entry.event().equals(event))
                .map(HistoryEntry::detail)
                .toList();
    }

    private List<String> alarms() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("ALARM: "))
                .toList();
    }

    private static String id(CardRegistration card) {
        return card.issuerRequestId().toString();
    }

    private CardRegistration only(CardRegistration card) {
        return ledger.registrations()
                .find(card.registrationId())
                .orElseThrow()
                .cards()
                .get(0);
    }

    private CardRegistration sentAndBusy() {
        return get(ledger.cards().recordOutcome(sent(), BUSY, SOON));
    }

    private CardRegistration sent() {
        Registration registration = fixture.accepted(request("acc-" + UUID.randomUUID(), "tv-1", false));
        CardRegistration found =
                fixture.discovered(registration, card("c-1")).toSend().get(0).card();
        return get(ledger.cards().recordIntent(found, message("m"), Map.of(), "v1"));
    }
}
