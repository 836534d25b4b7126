package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.VerificationMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an issuer says is kept and shown: the card's number is not, wherever it names it. */
class CardOutcomeTest {

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "4111 1111 1111 1111", "tok-4111111111111111-2"})
    void anApprovalWithTheCardsNumberAsTokenReferenceLeavesTheOutcomeUnknown(String token) {
        Outcome outcome = CardOutcome.withoutCardNumber("1111", Outcome.approved(token));

        assertThat(outcome.outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
        assertThat(outcome.toString()).doesNotContain("4111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5555555555554444", "DNITHE381502386342002358", "tok-1111"})
    void anyOtherTokenReferenceIsKeptAsItIs(String token) {
        assertThat(CardOutcome.withoutCardNumber("1111", Outcome.approved(token)))
                .isEqualTo(Outcome.approved(token));
    }

    @Test
    void aVerificationMethodThatNamesTheNumberIsLeftOutAndTheDecisionStands() {
        VerificationMethod good = new VerificationMethod("m-1", "SMS", "+49 *** 12");
        List<VerificationMethod> methods = List.of(
                good,
                new VerificationMethod("4111111111111111", "SMS", null),
                new VerificationMethod("m-2", "of 4111111111111111", null));

        assertThat(CardOutcome.withoutCardNumber("1111", Outcome.verificationRequired("tok", methods)))
                .isEqualTo(Outcome.verificationRequired("tok", List.of(good)));
    }
}
