package io.cardferry.source;

import static io.cardferry.source.Decisions.WATCH_DOES_NOT_KNOW;
import static io.cardferry.source.Decisions.assertAskedAgain;
import static io.cardferry.source.Decisions.assertRejected;
import static io.cardferry.source.Decisions.decide;
import static io.cardferry.source.Decisions.only;
import static io.cardferry.source.Decisions.refs;
import static io.cardferry.source.Decisions.refsOf;
import static io.cardferry.source.Sources.PHONE;
import static io.cardferry.source.Sources.WATCH;
import static io.cardferry.source.Sources.card;
import static io.cardferry.source.Sources.complete;
import static io.cardferry.source.Sources.failed;
import static io.cardferry.source.Sources.incomplete;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of cards that the client names. */
class SelectedReferencesTest {

    private final SourceAnswer phone = complete(PHONE, card(PHONE, "c-1"), card(PHONE, "c-2"));

    @Test
    void cardsComeInTheCallersOrder() {
        assertThat(refsOf(decide(refs("c-2", "c-1"), phone))).containsExactly("c-2", "c-1");
    }

    @Test
    void aMissingCardIsNotFoundOnceEverySourceAnsweredCompletely() {
        SelectedCard card = only(decide(refs("c-9"), phone, WATCH_DOES_NOT_KNOW));

        assertRejected(ReasonCode.CARD_NOT_FOUND, card);
        assertThat(card.cardRef()).isEqualTo("c-9");
        assertThat(card.card()).isNull();
        assertThat(card.issuer()).isNull();
        assertThat(card.names()).isEmpty();
    }

    @Test
    void aMissingCardIsNotFoundEvenIfThereAreNoCardsAtAll() {
        assertRejected(ReasonCode.CARD_NOT_FOUND, only(decide(refs("c-1"), complete(PHONE))));
    }

    @Test
    void theWholeRegistrationWaitsWhileASourceThatFailedMayHoldAMissingCard() {
        assertAskedAgain(decide(refs("c-1", "c-9"), phone, failed(WATCH)));
        assertAskedAgain(decide(refs("c-1", "c-9"), phone, incomplete(WATCH)));
    }

    @Test
    void nobodyWaitsForASourceThatIsNotNeeded() {
        assertThat(refsOf(decide(refs("c-1"), phone, failed(WATCH)))).containsExactly("c-1");
        assertRejected(ReasonCode.CARD_NOT_FOUND, only(decide(refs("phone-wallet/c-9"), phone, failed(WATCH))));
    }

    @Test
    void aReferenceThatNamesASourceMeansThatSourceOnly() {
        SourceAnswer watch = complete(WATCH, card(WATCH, "c-1"));

        SelectedCard card = only(decide(refs("watch-wallet/c-1"), phone, watch));

        assertThat(card.cardRef()).isEqualTo("c-1");
        assertThat(card.card().source()).isEqualTo("watch-wallet");
        assertRejected(ReasonCode.CARD_NOT_FOUND, only(decide(refs("watch-wallet/c-2"), phone, watch)));
    }

    @Test
    void aPrefixThatIsNoConfiguredSourceBelongsToTheCardsName() {
        SourceAnswer answer = complete(PHONE, card(PHONE, "visa/gold"));

        for (String written : List.of("visa/gold", "phone-wallet/visa/gold")) {
            assertThat(only(decide(refs(written), answer)).card().cardRef()).isEqualTo("visa/gold");
        }
    }

    @Test
    void aCardOfASourceThatIsSwitchedOffIsNotFound() {
        assertRejected(ReasonCode.CARD_NOT_FOUND, only(decide(refs("watch-wallet/c-1"), incomplete(PHONE))));
    }

    @Test
    void differentCardsOfTwoSourcesUnderOneReferenceAreAmbiguous() {
        SelectedCard card = only(decide(refs("c-1"), phone, complete(WATCH, card(WATCH, "c-1"))));

        assertRejected(ReasonCode.CARD_AMBIGUOUS, card);
        assertThat(card.rejection().detail()).contains("phone-wallet", "watch-wallet");
        assertThat(card.cardRef()).isEqualTo("c-1");
        assertThat(card.card()).isNull();
    }

    @Test
    void aCardSelectedByTwoReferencesIsRegisteredOnce() {
        assertThat(refsOf(decide(refs("c-1", "phone-wallet/c-1"), phone))).containsExactly("c-1");
    }
}
