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
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.Resolution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A card that was given up, and whose issuer decides on it after all, is in force again: or somebody else is. */
class LateDecisionsInForceTest {

    private static final Outcome APPROVED = Outcome.approved("tok-1");
    private static final Outcome VERIFY = Outcome.verificationRequired("tok-1", List.of());

    @TempDir
    Path folder;

    private final Logger log = (Logger) LoggerFactory.getLogger(CardConsequences.class);
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

    private enum Given {
        /** The issuer refused the message. */
        REFUSED,
        /** Nobody knew, until the issuer's people said that it was not processed. */
        NOT_PROCESSED
    }

    @ParameterizedTest
    @EnumSource
    void anApprovalAfterItWasGivenUpKeepsOthersOfTheCardOut(Given given) {
        CardRegistration sent = givenUp(given, false);

        assertThat(late(sent, APPROVED).status()).isEqualTo(CardStatus.APPROVED);

        CardRegistration next = registered(false);
        assertThat(next.status()).isEqualTo(CardStatus.REJECTED);
        assertThat(next.reason().code()).isEqualTo(ReasonCode.ALREADY_REGISTERED);
        assertThat(next.reason().detail()).isEqualTo(sent.registrationId().toString());
        assertThat(alarms()).isEmpty();
        assertThat(registered(true).status()).as("replaceExisting").isEqualTo(CardStatus.PENDING);
    }

    @ParameterizedTest
    @EnumSource
    void soDoesACardholderWhoIsToBeVerified(Given given) {
        CardRegistration sent = givenUp(given, false);

        late(sent, VERIFY);

        assertThat(registered(false).reason().code()).isEqualTo(ReasonCode.ALREADY_REGISTERED);
        assertThat(registered(true).reason().code()).isEqualTo(ReasonCode.ALREADY_REGISTERED);
    }

    @Test
    void aCardThatIsDeclinedAfterItWasGivenUpKeepsNobodyOut() {
        CardRegistration sent = givenUp(Given.REFUSED, false);

        late(sent, Outcome.declined("05"));

        assertThat(registered(false).status()).isEqualTo(CardStatus.PENDING);
    }

    @ParameterizedTest
    @EnumSource
    void ifAnotherRegistrationHasTakenItsPlaceTheIssuersWordCountsAndBothAreNamedInAnAlarm(Given given) {
        CardRegistration sent = givenUp(given, false);
        CardRegistration other = settle(registered(false), Outcome.approved("tok-2"));

        assertThat(late(sent, APPROVED).status()).isEqualTo(CardStatus.APPROVED);

        String mine = sent.registrationId().toString();
        String others = other.registrationId().toString();
        assertThat(alarms()).singleElement().asString().contains("aurora decided APPROVED", mine, others);
        assertThat(ledger.registrations().history(sent.registrationId()))
                .filteredOn(entry -> entry.event().equals("in-force-twice"))
                .singleElement()
                .returns("c-1", HistoryEntry::cardRef)
                .returns("registration " + others + " has the card in force, too", HistoryEntry::detail);
        assertThat(registered(false).reason().detail()).isEqualTo(others);
    }

    @Test
    void oneThatMayReplaceAnApprovedCardReplacesItWithItsLateApproval() {
        CardRegistration old = settle(registered(false), Outcome.approved("tok-0"));
        CardRegistration sent = givenUp(Given.REFUSED, true);

        late(sent, APPROVED);

        assertThat(alarms()).isEmpty();
        assertThat(registered(false).reason().detail())
                .isEqualTo(sent.registrationId().toString())
                .isNotEqualTo(old.registrationId().toString());
    }

    private CardRegistration givenUp(Given given, boolean replaceExisting) {
        CardRegistration sent = sent(registered(replaceExisting));
        if (given == Given.REFUSED) {
            get(ledger.cards().recordOutcome(sent, Outcome.refused("400"), SOON));
        } else {
            CardRegistration doubted = get(ledger.cards().recordOutcome(sent, Outcome.unknown("timeout"), SOON));
            get(ledger.cards().recordDeath(doubted, doubted.reason()));
            Resolution notProcessed = new Resolution(Resolution.Outcome.NOT_PROCESSED, null);
            get(ledger.deadLetters()
                    .resolve(
                            ledger.deadLetters()
                                    .newest(DeadLetterCriteria.ANY, null, 1)
                                    .deadLetters()
                                    .get(0)
                                    .deadLetterId(),
                            notProcessed,
                            "by phone"));
        }
        return sent;
    }

    private CardRegistration registered(boolean replaceExisting) {
        Registration registration = fixture.accepted(request("acc-1", "tv-1", replaceExisting));
        return fixture.discovered(registration, card("c-1", "par:Q1"))
                .registration()
                .cards()
                .get(0);
    }

    private CardRegistration settle(CardRegistration card, Outcome outcome) {
        return get(ledger.cards().recordOutcome(sent(card), outcome, SOON));
    }

    private CardRegistration sent(CardRegistration card) {
        return get(ledger.cards().recordIntent(card, message("m"), Map.of(), "v1"));
    }

    private CardRegistration late(CardRegistration then, Outcome decision) {
        return get(ledger.cards().recordLateAnswer(then, decision, false));
    }

    private List<String> alarms() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("ALARM: "))
                .toList();
    }
}
