package io.cardferry.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What can't be is refused where it is made, and what belongs to a person is not printed. */
class RefusedValuesTest {

    private static final Reason REASON = Reason.of(ReasonCode.CARD_EXPIRED);

    @Test
    void aSelectionIsEitherAllCardsOrSome() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CardSelection(true, List.of("c-1"), false));
        assertThatIllegalArgumentException().isThrownBy(() -> new CardSelection(false, List.of(), false));
    }

    @Test
    void onlyADecidedOutcomeHasADecision() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcome(OutcomeClass.DECIDED, null, null, List.of(), null, REASON));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcome(OutcomeClass.UNKNOWN, Decision.APPROVED, "tok", List.of(), null, REASON));
    }

    @Test
    void anApprovalNamesItsToken() {
        assertThatIllegalArgumentException().isThrownBy(() -> Outcome.approved(null));
        assertThatIllegalArgumentException().isThrownBy(() -> Outcome.approved(""));
    }

    @Test
    void everythingButGoodNewsHasAReason() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Outcome(OutcomeClass.UNKNOWN, null, null, List.of(), null, null));
        assertThatNullPointerException()
                .isThrownBy(() -> new Outcome(OutcomeClass.DECIDED, Decision.DECLINED, null, List.of(), null, null));
    }

    @Test
    void aSourceThatDidNotAnswerGaveNoCompleteList() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceReport("phone-wallet", SourceStatus.LATE, true, 0, null));
        assertThat(new SourceReport("phone-wallet", SourceStatus.ACCOUNT_UNKNOWN, true, 0, null).complete())
                .isTrue();
    }

    @Test
    void foundCardsAreAtLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiscoveryResult.CardsFound(Discovery.NONE, List.of()));
    }

    @Test
    void aCardThatIsToBeSentIsKnownAndHasAnIssuer() {
        DiscoveredCard card = card("aurora", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SelectedCard("c-1", null, "aurora", List.of("s/c-1"), null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SelectedCard("c-1", card, null, List.of("s/c-1"), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new SelectedCard("c-1", card, "aurora", List.of(), null));
        assertThat(new SelectedCard("c-1", null, null, List.of(), REASON).rejection())
                .isEqualTo(REASON);
    }

    @Test
    void aListedCardNamesItsIssuerOrItsBin() {
        assertThatIllegalArgumentException().isThrownBy(() -> card(null, null));
        assertThat(card(null, "411111").bin()).isEqualTo("411111");
    }

    @Test
    void aLongDetailIsCut() {
        assertThat(new Reason(ReasonCode.OUTCOME_UNKNOWN, "x".repeat(500)).detail())
                .hasSize(Reason.MAX_DETAIL);
    }

    @Test
    void everyReasonIsFoundByItsCodeAndNoOtherCodeIs() {
        assertThat(ReasonCode.values())
                .allSatisfy(reason -> assertThat(ReasonCode.of(reason.code())).isEqualTo(reason));
        assertThatIllegalArgumentException().isThrownBy(() -> ReasonCode.of("other"));
    }

    @Test
    void accountsAndCardsPrintNothingOfAPerson() {
        assertThat(new Account("acc-1001", "assertion-canary").toString()).doesNotContain("acc-1001", "canary");
        assertThat(card("aurora", "411111").toString()).doesNotContain("sealed-canary", "411111");
    }

    private static DiscoveredCard card(String issuer, String bin) {
        return new DiscoveredCard(
                "phone-wallet", "c-1", issuer, bin, "1111", "VISA", null, "ACTIVE", null, null, "sealed-canary", null);
    }
}
