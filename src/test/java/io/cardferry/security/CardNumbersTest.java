package io.cardferry.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "card 4111 1111 1111 1111.",
                "4111-1111-1111-1111",
                "x378282246310005y",
                "6304000000000000",
                "４１１１１１１１１１１１１１１１",
                "1 then 5555555555554444",
            })
    void aClearCardNumberIsRecognized(String text) {
        assertThat(CardNumbers.isWithin(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "c-1", "VISA", "4111111111111112", "41111111113", "4111  1111  1111  1111", "Phone 555-123"})
    void otherTextsAreNot(String text) {
        assertThat(CardNumbers.isWithin(text)).isFalse();
    }

    @Test
    void aVeryLongRunOfDigitsIsNoTrouble() {
        assertThat(CardNumbers.isWithin("1".repeat(1_000_001))).isFalse();
    }
}
