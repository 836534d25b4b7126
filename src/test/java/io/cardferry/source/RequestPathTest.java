package io.cardferry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void anotherPathMayHaveAQueryAndTheAccountMayStandInEither() {
        RequestPath path = new RequestPath("/customers/{accountId}/wallet?view=cards&for={accountId}");

        assertThat(path.path("a/b?&c")).isEqualTo("/customers/a%2Fb%3F%26c/wallet");
        assertThat(path.query("a/b?&c")).isEqualTo("view=cards&for=a%2Fb%3F%26c");
        assertThat(RequestPath.CANONICAL.query("a")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/cards",
                "cards/{accountId}",
                "?id={accountId}",
                "/cards/{accountid}",
                "/cards/{accountId}/{cardRef}",
                "/cards/{accountId",
                "/cards/{accountId}#all",
                "/my cards/{accountId}",
                "/cards/{accountId}/ü",
                "/cards/{accountId}%2",
                "/../{accountId}",
                "/a/./{accountId}",
                "/{accountId}/..",
                "//evil.example.com/../{accountId}",
                "/cards/{accountId}\r\nX-Header: 1",
            })
    void whatIsNoPathOrLeavesOutTheAccountIsRefused(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestPath(template));
    }
}
