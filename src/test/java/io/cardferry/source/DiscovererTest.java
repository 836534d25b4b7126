package io.cardferry.source;

import static io.cardferry.source.Decisions.ALL;
import static io.cardferry.source.Decisions.PHONE_DOES_NOT_KNOW;
import static io.cardferry.source.Decisions.WATCH_DOES_NOT_KNOW;
import static io.cardferry.source.Decisions.assertAskedAgain;
import static io.cardferry.source.Decisions.assertNothing;
import static io.cardferry.source.Decisions.cards;
import static io.cardferry.source.Decisions.decide;
import static io.cardferry.source.Decisions.refs;
import static io.cardferry.source.Decisions.refsOf;
import static io.cardferry.source.Sources.PHONE;
import static io.cardferry.source.Sources.WATCH;
import static io.cardferry.source.Sources.card;
import static io.cardferry.source.Sources.complete;
import static io.cardferry.source.Sources.failed;
import static io.cardferry.source.Sources.incomplete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cardferry.registration.DiscoveryResult;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which registrations have nothing to register, and what happens when all cards are selected. */
class DiscovererTest {

    @Test
    void anAccountThatNobodyKnowsIsUnknownWhicheverCardsWereAskedFor() {
        assertNothing(ReasonCode.ACCOUNT_UNKNOWN, decide(ALL, PHONE_DOES_NOT_KNOW, WATCH_DOES_NOT_KNOW));
        assertNothing(ReasonCode.ACCOUNT_UNKNOWN, decide(refs("c-1"), PHONE_DOES_NOT_KNOW));
    }

    @Test
    void aSourceThatFailedMayStillKnowTheAccount() {
        assertAskedAgain(decide(ALL, PHONE_DOES_NOT_KNOW, failed(WATCH)));
        assertAskedAgain(decide(refs("c-1"), PHONE_DOES_NOT_KNOW, SourceAnswer.late(WATCH)));
    }

    @Test
    void allCardsComeInTheOrderOfTheSourcesAndOfTheirLists() {
        assertThat(refsOf(decide(
                        ALL,
                        complete(PHONE, card(PHONE, "c-2"), card(PHONE, "c-1")),
                        complete(WATCH, card(WATCH, "a")))))
                .containsExactly("c-2", "c-1", "a");
    }

    @Test
    void cardsThatWereFoundGoOnAlthoughAnotherSourceFailed() {
        DiscoveryResult result = decide(ALL, complete(PHONE, card(PHONE, "c-1")), failed(WATCH));

        assertThat(refsOf(result)).containsExactly("c-1");
        assertThat(result.discovery().complete()).isFalse();
    }

    @Test
    void noCardsIsSaidOnlyWhenNoSourceFailed() {
        assertNothing(ReasonCode.NO_CARDS, decide(ALL, complete(PHONE)));
        assertNothing(ReasonCode.NO_CARDS, decide(ALL, complete(PHONE), WATCH_DOES_NOT_KNOW));

        assertAskedAgain(decide(ALL, complete(PHONE), failed(WATCH)));
        assertAskedAgain(decide(ALL, failed(PHONE)));
    }

    @Test
    void anEmptyListIsAnAnswerAlthoughItDoesNotClaimToBeComplete() {
        DiscoveryResult result = decide(ALL, incomplete(PHONE));

        assertNothing(ReasonCode.NO_CARDS, result);
        assertThat(result.discovery().complete()).isFalse();
    }

    @Test
    void sameReferencesInTwoSourcesAreTwoCards() {
        List<SelectedCard> cards =
                cards(decide(ALL, complete(PHONE, card(PHONE, "c-1")), complete(WATCH, card(WATCH, "c-1"))));

        assertThat(cards)
                .extracting(SelectedCard::names)
                .containsExactly(List.of("phone-wallet/c-1"), List.of("watch-wallet/c-1"));
    }

    @Test
    void discoveryTellsWhatEverySourceSaid() {
        SourceAnswer phone = complete(PHONE, card(PHONE, "c-1"));

        assertThat(decide(ALL, phone, WATCH_DOES_NOT_KNOW).discovery())
                .returns(true, discovery -> discovery.complete())
                .returns(List.of(phone.report(), WATCH_DOES_NOT_KNOW.report()), discovery -> discovery.sources());
        assertThat(decide(ALL, phone, incomplete(WATCH)).discovery().complete()).isFalse();
    }

    @Test
    void nothingIsDecidedWithoutAnySource() {
        assertThatIllegalArgumentException().isThrownBy(() -> decide(ALL));
    }
}
