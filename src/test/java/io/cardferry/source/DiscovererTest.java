package io.cardferry.source;

import static io.cardferry.source.Sources.PHONE;
import static io.cardferry.source.Sources.WATCH;
import static io.cardferry.source.Sources.card;
import static io.cardferry.source.Sources.complete;
import static io.cardferry.source.Sources.failed;
import static io.cardferry.source.Sources.incomplete;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cardferry.registration.CardSelection;
import io.cardferry.registration.DiscoveryResult;
import io.cardferry.registration.DiscoveryResult.AskAgain;
import io.cardferry.registration.DiscoveryResult.CardsFound;
import io.cardferry.registration.DiscoveryResult.NothingToRegister;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.SelectedCard;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscovererTest {

    private static final CardSelection ALL = new CardSelection(true, List.of(), false);
    private static final SourceAnswer PHONE_DOES_NOT_KNOW = SourceAnswer.accountUnknown(PHONE);
    private static final SourceAnswer WATCH_DOES_NOT_KNOW = SourceAnswer.accountUnknown(WATCH);

    @Nested
    class WhenNobodyKnowsTheAccount {

        @Test
        void nothingIsRegisteredWhicheverCardsWereAskedFor() {
            assertNothing(ReasonCode.ACCOUNT_UNKNOWN, decide(ALL, PHONE_DOES_NOT_KNOW, WATCH_DOES_NOT_KNOW));
            assertNothing(ReasonCode.ACCOUNT_UNKNOWN, decide(refs("c-1"), PHONE_DOES_NOT_KNOW));
        }

        @Test
        void aSourceThatFailedMayStillKnowIt() {
            assertAskedAgain(decide(ALL, PHONE_DOES_NOT_KNOW, failed(WATCH)));
            assertAskedAgain(decide(refs("c-1"), PHONE_DOES_NOT_KNOW, SourceAnswer.late(WATCH)));
        }
    }

    @Nested
    class WhenAllCardsAreSelected {

        @Test
        void theyComeInTheOrderOfTheSourcesAndOfTheirLists() {
            assertThat(refsOf(decide(
                            ALL,
                            complete(PHONE, card(PHONE, "c-2"), card(PHONE, "c-1")),
                            complete(WATCH, card(WATCH, "a")))))
                    .containsExactly("c-2", "c-1", "a");
        }

        @Test
        void thoseThatWereFoundGoOnAlthoughAnotherSourceFailed() {
            DiscoveryResult result = decide(ALL, complete(PHONE, card(PHONE, "c-1")), failed(WATCH));

            assertThat(refsOf(result)).containsExactly("c-1");
            assertThat(result.discovery().complete()).isFalse();
        }

        @Test
        void noCardsIsSaidOnlyWhenEverySourceAnsweredCompletely() {
            assertNothing(ReasonCode.NO_CARDS, decide(ALL, complete(PHONE)));
            assertNothing(ReasonCode.NO_CARDS, decide(ALL, complete(PHONE), WATCH_DOES_NOT_KNOW));

            assertAskedAgain(decide(ALL, complete(PHONE), failed(WATCH)));
            assertAskedAgain(decide(ALL, failed(PHONE)));
        }

        @Test
        void anEmptyListThatDoesNotClaimToBeCompleteIsAskedForAgain() {
            assertAskedAgain(decide(ALL, incomplete(PHONE)));
        }

        @Test
        void sameReferencesInTwoSourcesAreTwoCards() {
            List<SelectedCard> cards =
                    cards(decide(ALL, complete(PHONE, card(PHONE, "c-1")), complete(WATCH, card(WATCH, "c-1"))));

            assertThat(cards)
                    .extracting(SelectedCard::names)
                    .containsExactly(List.of("phone-wallet/c-1"), List.of("watch-wallet/c-1"));
        }
    }

    @Nested
    class WhenReferencesAreSelected {

        private final SourceAnswer phone = complete(PHONE, card(PHONE, "c-1"), card(PHONE, "c-2"));

        @Test
        void theyComeInTheCallersOrder() {
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

            assertThat(refsOf(decide(refs("visa/gold"), answer))).containsExactly("visa/gold");
            assertThat(refsOf(decide(refs("phone-wallet/visa/gold"), answer))).containsExactly("visa/gold");
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

    @Nested
    class WhenTwoSourcesListTheSameCard {

        private final SourceAnswer phone = complete(PHONE, card(PHONE, "c-1", "V001", "2026-11-22T10:00:00Z"));

        private SourceAnswer watch(String asOf) {
            return complete(WATCH, card(WATCH, "w-1", "V001", asOf));
        }

        @ParameterizedTest
        @CsvSource({
            "2026-11-22T10:00:01Z, watch-wallet",
            "2026-11-22T10:00:00Z, phone-wallet",
            "2026-11-22T09:59:59Z, phone-wallet",
            ", phone-wallet",
        })
        void theFreshestListWinsAndTheFirstOfEquallyFreshOnes(String watchAsOf, String winner) {
            assertThat(only(decide(ALL, phone, watch(watchAsOf))).card().source())
                    .isEqualTo(winner);
        }

        @Test
        void anyTimeIsFresherThanNone() {
            SourceAnswer undated = complete(PHONE, card(PHONE, "c-1", "V001", null));

            assertThat(only(decide(ALL, undated, watch("1999-01-01T00:00:00Z")))
                            .card()
                            .source())
                    .isEqualTo("watch-wallet");
        }

        @Test
        void itCountsUnderBothNamesAndUnderThePanReference() {
            assertThat(only(decide(ALL, phone, watch(null))).names())
                    .containsExactly("phone-wallet/c-1", "watch-wallet/w-1", "par:V001");
        }

        @Test
        void thePanReferenceIsANameEvenIfOneSourceListsTheCard() {
            assertThat(only(decide(ALL, phone)).names()).containsExactly("phone-wallet/c-1", "par:V001");
        }

        @Test
        void eitherReferenceMeansItAndBothTogetherMeanItOnce() {
            SourceAnswer watch = watch("2026-11-22T12:00:00Z");

            for (List<String> refs : List.of(
                    List.of("c-1"), List.of("w-1"), List.of("phone-wallet/c-1"), List.of("c-1", "watch-wallet/w-1"))) {
                SelectedCard card = only(decide(new CardSelection(false, refs, false), phone, watch));
                assertThat(card.cardRef()).isEqualTo("w-1");
            }
        }

        @Test
        void theSameReferenceInBothIsNotAmbiguous() {
            SourceAnswer watch = complete(WATCH, card(WATCH, "c-1", "V001", null));

            assertThat(only(decide(refs("c-1"), phone, watch)).rejection()).isNull();
        }
    }

    @Nested
    class BeforeACardGoesToItsIssuer {

        @ParameterizedTest
        @CsvSource({
            "SUSPENDED, CARD_SUSPENDED,",
            "EXPIRED, CARD_EXPIRED,",
            "BLOCKED, CARD_SUSPENDED, the source calls it BLOCKED",
            "active, CARD_SUSPENDED, the source calls it active",
        })
        void onlyAnActiveCardMayGo(String status, ReasonCode reason, String detail) {
            for (String issuer : List.of("aurora", "zeta")) {
                SelectedCard card = only(decide(ALL, complete(PHONE, card(PHONE, "c-1", issuer, status, null, null))));

                assertRejected(reason, card);
                assertThat(card.rejection().detail()).isEqualTo(detail);
                assertThat(card.issuer()).isEqualTo(issuer);
                assertThat(card.names()).containsExactly("phone-wallet/c-1");
            }
        }

        @ParameterizedTest
        @CsvSource({"zeta, zeta", "Zeta Bank & Co, ", ", "})
        void aCardThatNoIssuerTakesIsNotSupportedAndShowsAPlainCodeOnly(String code, String shown) {
            SelectedCard card = only(decide(ALL, complete(PHONE, card(PHONE, "c-1", code, "ACTIVE", null, null))));

            assertRejected(ReasonCode.ISSUER_NOT_SUPPORTED, card);
            assertThat(card.issuer()).isEqualTo(shown);
        }

        @Test
        void theOthersGoToTheIssuerThatTakesThem() {
            SelectedCard card = only(decide(ALL, complete(PHONE, card(PHONE, "c-1"))));

            assertThat(card.rejection()).isNull();
            assertThat(card.issuer()).isEqualTo("aurora");
        }
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

    private static DiscoveryResult decide(CardSelection selection, SourceAnswer... answers) {
        return Discoverer.decide(
                selection,
                List.of(answers),
                Set.of("phone-wallet", "watch-wallet"),
                card -> Optional.ofNullable(card.issuerCode()).filter("aurora"::equals));
    }

    private static CardSelection refs(String... refs) {
        return new CardSelection(false, List.of(refs), false);
    }

    private static List<SelectedCard> cards(DiscoveryResult result) {
        assertThat(result).isInstanceOf(CardsFound.class);
        return ((CardsFound) result).cards();
    }

    private static SelectedCard only(DiscoveryResult result) {
        assertThat(cards(result)).hasSize(1);
        return cards(result).get(0);
    }

    private static List<String> refsOf(DiscoveryResult result) {
        return cards(result).stream().map(SelectedCard::cardRef).toList();
    }

    private static void assertNothing(ReasonCode reason, DiscoveryResult result) {
        assertThat(result).isInstanceOf(NothingToRegister.class);
        assertThat(((NothingToRegister) result).reason().code()).isEqualTo(reason);
    }

    private static void assertAskedAgain(DiscoveryResult result) {
        assertThat(result).isInstanceOf(AskAgain.class);
        assertThat(result.discovery().complete()).isFalse();
    }

    private static void assertRejected(ReasonCode reason, SelectedCard card) {
        assertThat(card.rejection()).isNotNull();
        assertThat(card.rejection().code()).isEqualTo(reason);
    }
}
