package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.HistoryEntry;
import io.cardferry.registration.IssuerPause;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger keeps of pauses, of cards that wait through one, and what it counts. */
class IssuerPausesTest {

    private static final Reason PAUSED = Reason.of(ReasonCode.ISSUER_PAUSED);

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
    void aPauseLastsUntilItIsEndedAndIsKeptAfterwards() {
        assertThat(get(ledger.pauses().pause("aurora", "their people are at it")))
                .isTrue();

        assertThat(ledger.pauses().recent()).singleElement().satisfies(pause -> {
            assertThat(pause.issuer()).isEqualTo("aurora");
            assertThat(pause.reason()).isEqualTo("their people are at it");
            assertThat(pause.lasts()).isTrue();
        });

        assertThat(get(ledger.pauses().resume("aurora", "done"))).isTrue();

        assertThat(ledger.pauses().recent())
                .singleElement()
                .satisfies(pause -> assertThat(pause.until()).isAfterOrEqualTo(pause.from()));
    }

    @Test
    void whoIsPausedCanNotBePausedTwiceAndWhoIsNotCanNotBeResumed() {
        assertThat(get(ledger.pauses().resume("aurora", "by mistake"))).isFalse();
        get(ledger.pauses().pause("aurora", "first"));

        assertThat(get(ledger.pauses().pause("aurora", "second"))).isFalse();
        assertThat(get(ledger.pauses().pause("borealis", "another issuer"))).isTrue();

        assertThat(ledger.pauses().recent())
                .extracting(IssuerPause::reason)
                .containsExactlyInAnyOrder("first", "another issuer");
    }

    @Test
    void anIssuerCanBePausedAgainAndAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(get(ledger.pauses().pause("aurora", "again"))).isTrue();
            assertThat(get(ledger.pauses().resume("aurora", "done"))).isTrue();
        }

        assertThat(ledger.pauses().recent()).hasSize(3).noneMatch(IssuerPause::lasts);
    }

    @Test
    void ofThousandsOfPausesTheLatestAreReadAndEveryOneThatLasts() {
        get(ledger.pauses().pause("borealis", "for weeks"));
        for (int i = 0; i < 1_010; i++) {
            get(ledger.pauses().pause("aurora", "no. " + i));
            get(ledger.pauses().resume("aurora", "done"));
        }

        assertThat(ledger.pauses().recent())
                .hasSize(1_001)
                .extracting(IssuerPause::reason)
                .contains("for weeks", "no. 1009")
                .doesNotContain("no. 0");
    }

    @Test
    void aReasonHoldsFiveHundredCharactersOfAnyKind() {
        String reason = "\uD83D\uDD27".repeat(500);

        get(ledger.pauses().pause("aurora", reason));
        get(ledger.pauses().resume("aurora", reason));

        assertThat(ledger.pauses().recent()).extracting(IssuerPause::reason).containsExactly(reason);
    }

    @Test
    void aCardThatIsHeldWaitsDueAndSaysWhyAndNoAttemptIsCounted() {
        CardRegistration held = get(ledger.cards().recordHold(found("c-1"), PAUSED));

        assertThat(held.status()).isEqualTo(CardStatus.RETRY_SCHEDULED);
        assertThat(held.reason()).isEqualTo(PAUSED);
        assertThat(held.attempts()).isZero();
        assertThat(held.trail().isUnsent()).isTrue();
        assertThat(ledger.registrations().history(held.registrationId()))
                .last()
                .satisfies(entry -> assertThat(entry)
                        .extracting(HistoryEntry::event, HistoryEntry::from, HistoryEntry::to, HistoryEntry::detail)
                        .containsExactly("status-changed", "PENDING", "RETRY_SCHEDULED", "issuer-paused"));
        assertThat(get(ledger.cards().takeDueCards("aurora", 10))).hasSize(1);
    }

    @Test
    void aCardThatWasHeldCanStillTurnOutNotToBeRepresentable() {
        CardRegistration held = get(ledger.cards().recordHold(found("c-1"), PAUSED));
        Reason tooLong = new Reason(ReasonCode.NOT_REPRESENTABLE, "the name is too long");

        assertThat(get(ledger.cards().recordRejection(held, tooLong)).status()).isEqualTo(CardStatus.REJECTED);
    }

    @Test
    void aCardThatSomebodyElseHasMeanwhileIsNotPostponed() {
        CardRegistration card = found("c-1");
        get(ledger.cards().recordIntent(card, new byte[] {1}, Map.of(), "v"));

        assertThat(get(ledger.cards().postpone(card, Duration.ZERO))).isFalse();
        assertThat(get(ledger.cards().takeDueCards("aurora", 10))).isEmpty();
    }

    @Test
    void cardsAreCountedByIssuerAndStatusAndThoseThatAreDoneWithAreNot() {
        get(ledger.cards().recordHold(found("c-1"), PAUSED));
        get(ledger.cards().recordHold(found("c-2"), PAUSED));
        get(ledger.cards().recordDeath(found("c-3"), Reason.of(ReasonCode.MAPPING_FAILED)));
        end(found("c-4"), Outcome.unknown("no answer"));
        end(found("c-5"), Outcome.approved("tok-5"));
        found("c-6");

        assertThat(ledger.cards().cardCounts())
                .isEqualTo(Map.of(
                        "aurora",
                        Map.of(
                                CardStatus.PENDING, 1L,
                                CardStatus.RETRY_SCHEDULED, 2L,
                                CardStatus.IN_DOUBT, 1L,
                                CardStatus.DEAD_LETTERED, 1L)));
    }

    private void end(CardRegistration card, Outcome outcome) {
        CardRegistration sent = get(ledger.cards().recordIntent(card, new byte[] {1}, Map.of(), "v"));
        get(ledger.cards().recordOutcome(sent, outcome, Duration.ZERO));
    }

    private CardRegistration found(String cardRef) {
        Registration registration = fixture.accepted(LedgerFixture.request("acc-" + cardRef, "tv-77", false));
        return fixture.discovered(registration, LedgerFixture.card(cardRef))
                .registration()
                .cards()
                .get(0);
    }
}
