package io.cardferry.registration.ledger;

import static io.cardferry.registration.ledger.LedgerFixture.SOON;
import static io.cardferry.registration.ledger.LedgerFixture.card;
import static io.cardferry.registration.ledger.LedgerFixture.get;
import static io.cardferry.registration.ledger.LedgerFixture.message;
import static io.cardferry.registration.ledger.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.CardStatus;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.Registration;
import io.cardferry.registration.RegistrationStatus;
import io.cardferry.registration.SelectedCard;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InForceTest {

    @TempDir
    Path folder;

    private LedgerFixture fixture;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aCardThatIsInWorkOnTheDeviceIsNotRegisteredTwice() {
        CardRegistration first = registered("tv-1", false, card("c-1"));

        CardRegistration second = registered("tv-1", true, card("c-1"));

        assertThat(second.status()).isEqualTo(CardStatus.REJECTED);
        assertThat(second.reason().code()).isEqualTo(ReasonCode.ALREADY_REGISTERED);
        assertThat(second.reason().detail()).isEqualTo(first.registrationId().toString());
        assertThat(fixture.ledger
                        .registrations()
                        .find(second.registrationId())
                        .orElseThrow()
                        .status())
                .isEqualTo(RegistrationStatus.COMPLETED);
    }

    @Test
    void theSameCardOnAnotherDeviceIsAnotherMatter() {
        registered("tv-1", false, card("c-1"));

        assertThat(registered("tv-2", false, card("c-1")).status()).isEqualTo(CardStatus.PENDING);
    }

    @Test
    void aCardIsKnownByItsSecondNameToo() {
        registered("tv-1", false, card("c-1", "par:Q1"));

        assertThat(registered("tv-1", false, card("w-9", "par:Q1")).status()).isEqualTo(CardStatus.REJECTED);
    }

    @Test
    void aBlankAtTheEndMakesAnotherDeviceAndAnotherCard() {
        registered("tv-1", false, card("c-1"));

        assertThat(registered("tv-1 ", false, card("c-1")).status()).isEqualTo(CardStatus.PENDING);
        assertThat(registered("tv-1", false, card("c-1 ")).status()).isEqualTo(CardStatus.PENDING);
    }

    @Test
    void aRejectedCardHoldsNoName() {
        registered("tv-1", false, card("c-1", "par:Q1"));
        registered("tv-1", false, card("a-1", "par:Q1"));

        assertThat(registered("tv-1", false, card("a-1")).status()).isEqualTo(CardStatus.PENDING);
    }

    @Test
    void aDeclinedCardMayBeTriedAgain() {
        settle(registered("tv-1", false, card("c-1")), Outcome.declined("05"));

        assertThat(registered("tv-1", false, card("c-1")).status()).isEqualTo(CardStatus.PENDING);
    }

    @Test
    void anApprovedCardIsReplacedOnlyIfTheRequestSaysSo() {
        settle(registered("tv-1", false, card("c-1")), Outcome.approved("tok-1"));

        assertThat(registered("tv-1", false, card("c-1")).status()).isEqualTo(CardStatus.REJECTED);
        assertThat(registered("tv-1", true, card("c-1")).status()).isEqualTo(CardStatus.PENDING);
    }

    @Test
    void onlyOneReplacementIsInWorkAtATime() {
        settle(registered("tv-1", false, card("c-1")), Outcome.approved("tok-1"));
        CardRegistration replacement = registered("tv-1", true, card("c-1"));

        CardRegistration another = registered("tv-1", true, card("c-1"));

        assertThat(another.status()).isEqualTo(CardStatus.REJECTED);
        assertThat(another.reason().detail())
                .isEqualTo(replacement.registrationId().toString());
    }

    @Test
    void theOldRegistrationStaysInForceUntilItsReplacementIsApproved() {
        CardRegistration old = settle(registered("tv-1", false, card("c-1")), Outcome.approved("tok-1"));
        settle(registered("tv-1", true, card("c-1")), Outcome.declined("05"));
        assertThat(registered("tv-1", false, card("c-1")).reason().detail())
                .isEqualTo(old.registrationId().toString());

        CardRegistration replacement = settle(registered("tv-1", true, card("c-1")), Outcome.approved("tok-2"));
        assertThat(registered("tv-1", false, card("c-1")).reason().detail())
                .isEqualTo(replacement.registrationId().toString());
    }

    private CardRegistration registered(String device, boolean replaceExisting, SelectedCard selected) {
        Registration registration = fixture.accepted(request("acc-1", device, replaceExisting));
        return fixture.discovered(registration, selected).registration().cards().get(0);
    }

    private CardRegistration settle(CardRegistration card, Outcome outcome) {
        CardRegistration sent = get(fixture.ledger.cards().recordIntent(card, message("m"), Map.of(), "v1"));
        return get(fixture.ledger.cards().recordOutcome(sent, outcome, SOON));
    }
}
