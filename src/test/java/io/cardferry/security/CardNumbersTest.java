package io.cardferry.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "c-4111111111111111",
                "ref 00 4111 1111 1111 1111 29",
                "4111-1111-1111-1111x",
                "９４１１１１１１１１１１１１１１１０",
            })
    void aCardsOwnNumberIsRecognizedWhateverStandsAroundIt(String text) {
        assertThat(CardNumbers.isOf("1111", text)).isTrue();
        assertThat(CardNumbers.isOf("2345", text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "card 4111111111111111 declined, card *** declined",
        "4111 1111 1111 1111 and 5555-5555-5555-4444., *** and ***.",
        "x=0041111111111111112, x=***",
        "request 01a20411-3c55-7a10-9b1e-2f64c1d0a7e3, request 01a20411-3c55-7a10-9b1e-2f64c1d0a7e3",
        "at 10.120.130.140:35521, at 10.120.130.140:35521",
        "nothing, nothing",
    })
    void whatPassesForACardNumberIsStarred(String text, String masked) {
        assertThat(CardNumbers.masked(text)).isEqualTo(masked);
    }

    @Test
    void maskingAVeryLongRunOfDigitsIsNoTrouble() {
        assertThat(CardNumbers.masked("1".repeat(1_000_001))).isEqualTo("***");
    }
}
