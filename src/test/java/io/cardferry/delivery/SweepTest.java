package io.cardferry.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.DueCard;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.ledger.LedgerFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    @TempDir
    Path folder;

    private final AtomicInteger room = new AtomicInteger();
    private final AtomicInteger mayBeSent = new AtomicInteger(Integer.MAX_VALUE);
    private boolean canBeAsked = true;
    private final SendingLimit sending = new SendingLimit() {
        @Override
        public int mayBeSent(String issuer) {
            return mayBeSent.get();
        }

        @Override
        public boolean canBeAsked(String issuer) {
            return canBeAsked;
        }
    };
    private final PausedIssuers paused = new PausedIssuers();
    private final AtomicLong nanos = new AtomicLong();
    private LedgerFixture fixture;
    private Sweep sweep;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
        sweep = new Sweep(
                fixture.ledger,
                room::get,
                new IssuerRoom() {
                    @Override
                    public Collection<String> ids() {
                        return List.of("aurora", "borealis");
                    }

                    @Override
                    public int room(String issuer) {
                        return room.get();
                    }
                },
                sending,
                paused,
                Duration.ofSeconds(1),
                nanos::get);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void cardsAreLookedForEachPollIntervalAndAtOnceWhileThereIsABacklog() {
        assertThat(sweep.isTimeForCards()).as("after the start").isTrue();
        room.set(1);
        assertThat(sweep.takeCards()).isEmpty();

        assertThat(sweep.isTimeForCards()).as("nothing was there").isFalse();
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(sweep.isTimeForCards()).isFalse();
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(sweep.isTimeForCards()).as("the interval is over").isTrue();

        room.set(0);
        assertThat(sweep.takeCards()).isEmpty();
        assertThat(sweep.isTimeForCards()).as("there was no room").isTrue();
    }

    @Test
    void registrationsAreTakenAsFarAsThereIsRoomAndNoneTwice() {
        for (int i = 0; i < 3; i++) {
            RegistrationRequest request = LedgerFixture.request("acc-" + i, "tv-77", false);
            LedgerFixture.get(fixture.ledger.registrations().accept(LedgerFixture.fresh("key-" + i, request), false));
        }

        room.set(2);
        assertThat(sweep.takeRegistrations()).hasSize(2);
        assertThat(sweep.takeRegistrations()).hasSize(1);
        assertThat(sweep.takeRegistrations()).isEmpty();
    }

    @Test
    void nothingIsTakenWhereThereIsNoRoom() {
        RegistrationRequest request = LedgerFixture.request("acc-1", "tv-77", false);
        LedgerFixture.get(fixture.ledger.registrations().accept(LedgerFixture.fresh("key-1", request), false));

        for (int none : new int[] {0, -5}) {
            room.set(none);
            assertThat(sweep.takeRegistrations()).isEmpty();
            assertThat(sweep.takeCards()).isEmpty();
        }
        room.set(1);
        assertThat(sweep.takeRegistrations()).hasSize(1);
    }

    @Test
    void cardsThatADeadProcessLeftAreTakenAsFarAsThereIsRoom() {
        Registration registration = fixture.accepted(LedgerFixture.request("acc-1", "tv-77", false));
        fixture.discovered(registration, LedgerFixture.card("c-1"), LedgerFixture.card("c-2"));
        room.set(1);
        assertThat(sweep.takeCards()).isEmpty();

        LedgerFixture.get(fixture.ledger.endLeases());

        assertThat(sweep.takeCards()).hasSize(1);
        assertThat(sweep.takeCards()).hasSize(1);
        assertThat(sweep.takeCards()).isEmpty();
    }

    @Test
    void whileNothingMayBeSentOnlyWhatCanBeAskedAboutOrPutInOrderIsTaken() {
        CardRegistration waiting = retryScheduled("c-1");
        CardRegistration inDoubt = inDoubt("c-2");
        CardRegistration lost = begun("c-3");
        CardRegistration pending = found("c-4");
        allDue();
        room.set(10);
        mayBeSent.set(0);

        assertThat(sweep.takeCards())
                .extracting(due -> due.card().cardRef() + " " + due.action())
                .containsExactlyInAnyOrder(inDoubt.cardRef() + " INQUIRE", pending.cardRef() + " SUBMIT");
        assertThat(statusOf(lost)).isEqualTo(CardStatus.IN_DOUBT);
        assertThat(statusOf(waiting)).isEqualTo(CardStatus.RETRY_SCHEDULED);

        mayBeSent.set(Integer.MAX_VALUE);
        assertThat(sweep.takeCards())
                .extracting(due -> due.card().cardRef() + " " + due.action())
                .containsExactly(waiting.cardRef() + " SEND_AGAIN");
    }

    @Test
    void whatIsInDoubtAtAnIssuerThatCanNotBeAskedWaitsTooWhileNothingMayBeSent() {
        inDoubt("c-1");
        allDue();
        room.set(10);
        mayBeSent.set(0);
        canBeAsked = false;

        assertThat(sweep.takeCards()).isEmpty();

        mayBeSent.set(Integer.MAX_VALUE);
        assertThat(sweep.takeCards()).hasSize(1);
    }

    @Test
    void whatTriesAnIssuerOutGoesBeforeItsInquiriesAndIsNoMoreThanAllowed() {
        inDoubt("c-1");
        inDoubt("c-2");
        retryScheduled("c-3");
        retryScheduled("c-4");
        allDue();
        room.set(2);
        mayBeSent.set(1);

        assertThat(sweep.takeCards())
                .extracting(DueCard::action)
                .containsExactly(DueCard.Action.SEND_AGAIN, DueCard.Action.INQUIRE);
    }

    @Test
    void aStatusWithManyDueCardsKeepsNoOtherWaiting() {
        CardRegistration first = inDoubt("c-1");
        retryScheduled("c-2");
        retryScheduled("c-3");
        allDue();
        room.set(1);

        assertThat(sweep.takeCards()).extracting(due -> due.card().cardRef()).containsExactly(first.cardRef());
    }

    @Test
    void anUnsentCardThatWaitsIsRenderedAndAnySentOneIsRepeated() {
        CardRegistration held =
                LedgerFixture.get(fixture.ledger.cards().recordHold(found("c-1"), Reason.of(ReasonCode.ISSUER_PAUSED)));
        assertThat(held.status()).isEqualTo(CardStatus.RETRY_SCHEDULED);
        assertThat(held.attempts()).isZero();
        room.set(10);

        assertThat(sweep.takeCards()).extracting(DueCard::action).containsExactly(DueCard.Action.SUBMIT);
    }

    @Test
    void aPauseThatAnotherHubMadeIsKnownAfterTheNextPoll() {
        LedgerFixture.get(fixture.ledger.pauses().pause("aurora", "their people are at it"));
        assertThat(paused.pauseOf("aurora")).isEmpty();

        sweep.readPauses();

        assertThat(paused.pauseOf("aurora")).isPresent();
    }

    private CardRegistration found(String cardRef) {
        Registration registration = fixture.accepted(LedgerFixture.request("acc-" + cardRef, "tv-77", false));
        return fixture.discovered(registration, LedgerFixture.card(cardRef))
                .registration()
                .cards()
                .get(0);
    }

    private CardRegistration begun(String cardRef) {
        return LedgerFixture.get(fixture.ledger.cards().recordIntent(found(cardRef), new byte[] {1}, Map.of(), "v"));
    }

    private CardRegistration retryScheduled(String cardRef) {
        return ended(begun(cardRef), Outcome.notSent("connection refused"));
    }

    private CardRegistration inDoubt(String cardRef) {
        return ended(begun(cardRef), Outcome.unknown("no answer"));
    }

    private CardRegistration ended(CardRegistration sent, Outcome outcome) {
        CardRegistration ended = LedgerFixture.get(fixture.ledger.cards().recordOutcome(sent, outcome, Duration.ZERO));
        LedgerFixture.get(fixture.ledger.cards().postpone(ended, Duration.ZERO));
        return ended;
    }

    /** What this process had leased was left by a dead one. */
    private void allDue() {
        LedgerFixture.get(fixture.ledger.endLeases());
    }

    private CardStatus statusOf(CardRegistration card) {
        return fixture.ledger
                .registrations()
                .find(card.registrationId())
                .orElseThrow()
                .cards()
                .get(0)
                .status();
    }
}
