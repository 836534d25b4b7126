package io.cardferry.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.mapping.JsltMapping;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.SourceStatus;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another wallet's answers, read through a mapping: as strictly as the canonical ones. */
class MappedAnswersTest {

    private static final String MAPPING = """
            if (.body.error == "NO_SUCH_CUSTOMER")
              {"code": "ACCOUNT_UNKNOWN"}
            else
              {"accountId": .body.customer,
               "complete": true,
               "cards": [for (.body.wallet)
                 {"cardRef": .token, "issuer": .bank, "last4": .tail, "status": .state, "sealedCard": .blob}]}""";

    private static final String ENTRY = """
            {"token":"t-1","bank":"aurora","tail":"1111","state":"ACTIVE","blob":"%s"}""".formatted(Sources.SEALED);

    private final CardListReader reader = new CardListReader();

    @Test
    void aListIsMapped() {
        SourceAnswer answer = read(200, wallet(ENTRY));

        assertThat(answer.report())
                .returns(SourceStatus.OK, report -> report.status())
                .returns(true, report -> report.complete());
        assertThat(answer.cards()).extracting(DiscoveredCard::cardRef).containsExactly("t-1");
    }

    @Test
    void anEmptyWalletIsAnEmptyList() {
        assertThat(read(200, wallet("")).report())
                .returns(SourceStatus.OK, report -> report.status())
                .returns(0, report -> report.cards());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 410, 422})
    void anUnknownAccountMayComeWithSuccessOrWithTheClientsError(int status) {
        assertThat(read(status, "{\"error\":\"NO_SUCH_CUSTOMER\"}").report().status())
                .isEqualTo(SourceStatus.ACCOUNT_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 206, 301, 302, 401, 403, 405, 407, 408, 425, 429, 500, 502, 503, 504})
    void whatSaysNothingAboutTheAccountDoesNotReachTheMapping(int status) {
        SourceAnswer answer = read(status, "{\"error\":\"NO_SUCH_CUSTOMER\"}");

        assertFailed(answer, "HTTP status " + status);
    }

    @Test
    void aListThatComesWithAnErrorIsNotBelieved() {
        assertFailed(read(404, wallet("")), "the mapping makes a list of it");
    }

    @Test
    void anAnswerWithoutABodyIsNullForTheMapping() {
        String mapping = "if (.status == 204) {\"accountId\": .accountId, \"cards\": []}"
                + " else if (.body == null) {\"code\": \"ACCOUNT_UNKNOWN\"}";

        assertThat(read(mapping, 204, "").report().status()).isEqualTo(SourceStatus.OK);
        assertThat(read(mapping, 404, "").report().status()).isEqualTo(SourceStatus.ACCOUNT_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `{"customer":"acc-2","wallet":[]}`                      | answer.accountId is not the account
            `{"customer":"acc-1"}`                                  | answer.cards is not a list
            `{"customer":"acc-1","wallet":[{}]}`                    | cards[0].issuer and bin are both missing
            `{"customer":"acc-1","wallet":[{"bank":"a","tail":1}]}` | cards[0].cardRef is missing
            `{"customer":"acc-1","wallet":"4111111111111111"}`      | wallet/answer.jslt:6: the mapping failed
            `{"customer":"acc-1","wallet":[`                        | the body is not JSON
            `<html>4111111111111111</html>`                         | the body is not JSON
            `{"customer":"acc-1","customer":"acc-1","wallet":[]}`   | holds a key twice
            """)
    void whatTheMappingGivesIsCheckedLikeACanonicalAnswerAndNeverTold(String body, String told) {
        SourceAnswer answer = read(200, body);

        assertFailed(answer, told);
        assertThat(answer.detail()).doesNotContain("4111", "acc-2");
    }

    @Test
    void twoHundredCardsAreReadAndOneMoreIsAFailure() {
        assertThat(read(200, wallet(entries(200))).cards()).hasSize(200);
        assertFailed(read(200, wallet(entries(201))), "more than 200 cards");
    }

    @Test
    void clearCardNumbersAreRefusedWhereverTheMappingPutsThem() {
        assertFailed(read(200, wallet(ENTRY.replace("t-1", "4111111111111111"))), "cards[0].cardRef");
        assertFailed(read(200, wallet(ENTRY.replace(Sources.SEALED, "4111111111111111"))), "cards[0].sealedCard");
    }

    @Test
    void anAnswerOfMoreThanAHundredThousandValuesIsNotGivenToTheMapping() {
        String many = "0,".repeat(100_000) + "0";

        assertFailed(read(200, "{\"customer\":\"acc-1\",\"x\":[" + many + "]}"), "more than 100000 values");
    }

    @Test
    void anAnswerNestedAThousandDeepIsAFailure() {
        assertFailed(read(200, "{\"customer\":\"acc-1\",\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}"), "nested");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `not-representable("/x", .body.wallet[0].token)` | refuses it
            `error(.body.wallet[0].token)`                  | the mapping failed
            `def f(x) f($x) f(.)`                           | 250 deep
            `null`                                          | answer is not a JSON object
            `"ACCOUNT_UNKNOWN"`                             | answer is not a JSON object
            `{"code": "SOMETHING"}`                         | the code is not ACCOUNT_UNKNOWN
            `{"code": 1, "cards": []}`                      | the code is not ACCOUNT_UNKNOWN
            """)
    void aMappingThatGivesNeitherFailsTheSourceAndNobodyElse(String mapping, String told) {
        SourceAnswer answer = read(mapping, 200, wallet(ENTRY));

        assertFailed(answer, told);
        assertThat(answer.detail()).doesNotContain("t-1");
    }

    private SourceAnswer read(int status, String body) {
        return read(MAPPING, status, body);
    }

    private SourceAnswer read(String mapping, int status, String body) {
        AnswerMapping compiled = new AnswerMapping(JsltMapping.compileKeepingEmpty("wallet/answer.jslt", mapping));
        CardSource source = Sources.speaking("wallet", new SourceForm(RequestPath.CANONICAL, compiled));
        return reader.read(source, "acc-1", status, body.getBytes(UTF_8));
    }

    private static void assertFailed(SourceAnswer answer, String told) {
        assertThat(answer.report().status()).isEqualTo(SourceStatus.FAILED);
        assertThat(answer.report().complete()).isFalse();
        assertThat(answer.cards()).isEmpty();
        assertThat(answer.detail()).contains(told);
    }

    private static String wallet(String entries) {
        return "{\"customer\":\"acc-1\",\"wallet\":[" + entries + "]}";
    }

    private static String entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ENTRY.replace("t-1", "t-" + i))
                .collect(Collectors.joining(","));
    }
}
