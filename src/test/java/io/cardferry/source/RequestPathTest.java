package io.cardferry.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "acc-1001, acc-1001",
        "a/b, a%2Fb",
        "a%2Fb, a%252Fb",
        "a?b#c, a%3Fb%23c",
        "a b+c, a%20b%2Bc",
        "Zoë, Zo%C3%AB",
        "😀, %F0%9F%98%80",
        "a;b=c&d, a%3Bb%3Dc%26d",
        "..a, ..a",
    })
    void anAccountIdIsOnePathSegmentWhateverStandsInIt(String accountId, String segment) {
        assertThat(RequestPath.CANONICAL.path(accountId)).isEqualTo("/accounts/" + segment + "/cards");
    }
}
