package io.cardferry.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.RegisteredOn;
import io.cardferry.registration.SourceStatus;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardListReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CARD = """
            {"cardRef":"c-1","issuer":"aurora","bin":"411111","last4":"1111","brand":"VISA","expiry":"2029-04",
             "status":"ACTIVE","registeredOn":{"deviceId":"ph-1","type":"PHONE","name":"Phone"},"panReference":"V0010013",
             "sealedCard":"%s"}""".formatted(Sources.SEALED);

    private final CardListReader reader = new CardListReader();

    @Test
    void aFullAnswerIsReadInFull() {
        SourceAnswer answer = read("{\"accountId\":\"acc-1\",\"asOf\":\"2026-11-22T11:00:00+01:00\",\"complete\":true,"
                + "\"cards\":[" + CARD + "]}");

        Instant asOf = Instant.parse("2026-11-22T10:00:00Z");
        assertThat(answer.detail()).isNull();
        assertThat(answer.report().status()).isEqualTo(SourceStatus.OK);
        assertThat(answer.report().complete()).isTrue();
        assertThat(answer.report().cards()).isEqualTo(1);
        assertThat(answer.report().asOf()).isEqualTo(asOf);
        assertThat(answer.cards())
                .containsExactly(new DiscoveredCard(
                        "phone-wallet",
                        "c-1",
                        "aurora",
                        "411111",
                        "1111",
                        "VISA",
                        "2029-04",
                        "ACTIVE",
                        new RegisteredOn("ph-1", "PHONE", "Phone"),
                        "V0010013",
                        Sources.SEALED,
                        asOf));
    }

    @Test
    void whatIsOptionalMayBeMissingOrNull() {
        SourceAnswer answer =
                read("{\"accountId\":\"acc-1\",\"asOf\":null,\"cards\":[{\"cardRef\":\"c-1\",\"bin\":\"41111111\","
                        + "\"last4\":\"1111\",\"status\":\"ACTIVE\",\"brand\":null,\"sealedCard\":\"" + Sources.SEALED
                        + "\"}]}");

        assertThat(answer.report().status()).isEqualTo(SourceStatus.OK);
        assertThat(answer.cards()).hasSize(1);
    }

    @Test
    void aListThatDoesNotSaySoIsNotComplete() {
        assertThat(read("{\"accountId\":\"acc-1\",\"cards\":[]}").report().complete())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:59:59-18:00", "0000-01-01T00:00:00+18:00"})
    void aTimeThatHasNoYearOfFourDigitsInUtcIsNone(String asOf) {
        assertFailed(read("{\"accountId\":\"acc-1\",\"asOf\":\"" + asOf + "\",\"cards\":[]}"));
    }

    @Test
    void unknownFieldsAreIgnored() {
        SourceAnswer answer =
                read("{\"x\":[{\"y\":1e5}],\"accountId\":\"acc-1\",\"cards\":[" + with("pan", "{}") + "]}");

        assertThat(answer.report().status()).isEqualTo(SourceStatus.OK);
    }

    @Test
    void onlyItsOwnWordSaysThatASourceDoesNotKnowTheAccount() {
        assertThat(read(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}").report())
                .returns(SourceStatus.ACCOUNT_UNKNOWN, report -> report.status())
                .returns(true, report -> report.complete());

        assertFailed(read(404, "{\"code\":\"NO_SUCH_PATH\"}"));
        assertFailed(read(404, "{\"code\":[\"ACCOUNT_UNKNOWN\"]}"));
        assertFailed(read(404, "<html>Not found</html>"));
        assertFailed(read(404, ""));
        assertFailed(read(200, "{\"code\":\"ACCOUNT_UNKNOWN\"}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 201, 204, 206, 301, 304, 400, 401, 403, 410, 429, 500, 503})
    void everyOtherStatusIsAFailureWhateverTheBodySays(int status) {
        assertFailed(read(status, list(CARD)));
    }

    @Test
    void twoHundredCardsAreReadAndOneMoreIsAFailure() {
        assertThat(read(list(cards(200))).cards()).hasSize(200);
        assertFailed(read(list(cards(201))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{} {}",
                "{\"accountId\":\"acc-1\"}",
                "{\"accountId\":\"acc-1\",\"cards\":null}",
                "{\"accountId\":\"acc-1\",\"cards\":{}}",
                "{\"accountId\":\"acc-1\",\"cards\":[null]}",
                "{\"accountId\":\"acc-1\",\"cards\":[[]]}",
                "{\"accountId\":\"acc-1\",\"cards\":[]}x",
                "{\"accountId\":\"acc-1\",\"cards\":[],\"cards\":[]}",
                "{\"accountId\":\"acc-1\",\"cards\":[],\"complete\":\"true\"}",
                "{\"accountId\":\"acc-1\",\"cards\":[],\"complete\":1}",
                "{\"accountId\":\"acc-1\",\"cards\":[],\"asOf\":1790000000}",
                "{\"accountId\":\"acc-1\",\"cards\":[],\"asOf\":\"2026-11-22\"}",
                "{\"accountId\":\"acc-1\",\"cards\":[],\"asOf\":\"2026-11-22T10:00Z\"}",
                "{\"accountId\":\"acc-1\",\"cards\":[],\"asOf\":\"2026-02-30T10:00:00Z\"}",
                "{\"accountId\":\"acc-2\",\"cards\":[]}",
                "{\"accountId\":1,\"cards\":[]}",
                "{\"cards\":[]}",
            })
    void anAnswerThatIsNoValidListIsAFailure(String body) {
        assertFailed(read(body));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "cardRef, null",
                "cardRef, 1",
                "cardRef, \"\"",
                "cardRef, \"a\\u0000b\"",
                "cardRef, \"half \\ud83d\"",
                "cardRef, \"4111111111111111\"",
                "issuer, []",
                "bin, 411111",
                "bin, \"41111\"",
                "bin, \"411111111\"",
                "bin, \"41111x\"",
                "last4, null",
                "last4, 1111",
                "last4, \"111\"",
                "last4, \"11111\"",
                "last4, \"١١١١\"",
                "brand, {}",
                "brand, \"a brand of thirty-three characters\"",
                "brand, \"VISA 4111 1111 1111 1111\"",
                "expiry, \"04/29\"",
                "expiry, \"2029-13\"",
                "status, null",
                "status, true",
                "registeredOn, \"PHONE\"",
                "registeredOn, {\"name\":1}",
                "registeredOn, {\"name\":\"4111-1111-1111-1111\"}",
                "panReference, \"4111111111111111\"",
                "sealedCard, null",
                "sealedCard, \"4111111111111111\"",
                "sealedCard, \"4111-1111-1111-1111\"",
                "sealedCard, \"\"",
                "sealedCard, \"eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.a.b.c d.e\"",
                "sealedCard, \"eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.a.b.4111111111111111.d\"",
            })
    void oneCardThatBreaksARuleMakesTheWholeAnswerAFailure(String field, String value) {
        SourceAnswer answer = read(list(CARD.replace("c-1", "c-0") + "," + with(field, value)));

        assertFailed(answer);
        assertThat(answer.detail()).contains("cards[1]").doesNotContain("4111");
    }

    /** One for the hub becomes a dead letter when it is opened; one for its issuer is the issuer's to refuse. */
    @ParameterizedTest
    @ValueSource(strings = {"not-a-jwe", "e30.a.b.c", "....", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.a.b.c.d.e"})
    void aCardThatIsNotSealedAsItShouldBeSpoilsNoList(String sealed) {
        assertThat(read(list(CARD.replace("c-1", "c-0") + "," + with("sealedCard", '"' + sealed + '"')))
                        .cards())
                .hasSize(2);
    }

    @Test
    void aCardNamesItsIssuerOrItsBin() {
        assertThat(read(list(with("issuer", "null"))).cards()).hasSize(1);
        assertThat(read(list(with("bin", "null"))).cards()).hasSize(1);
        assertFailed(read(list(with("bin", "null").replace("\"issuer\"", "\"no\""))));
    }

    @Test
    void lengthsHaveLimits() {
        assertThat(read(list(with("cardRef", text(64)))).cards()).hasSize(1);
        assertFailed(read(list(with("cardRef", text(65)))));
        assertThat(read(list(with("panReference", text(128)))).cards()).hasSize(1);
        assertFailed(read(list(with("panReference", text(129)))));
        String longest = Sources.SEALED + "x".repeat(8192 - Sources.SEALED.length());
        assertThat(read(list(with("sealedCard", '"' + longest + '"'))).cards()).hasSize(1);
        assertFailed(read(list(with("sealedCard", '"' + longest + "x\""))));
    }

    @Test
    void aCardReferenceStandsThereOnce() {
        assertFailed(read(list(CARD + "," + CARD)));
    }

    @Test
    void hugeAndDeeplyNestedAnswersAreFailures() {
        assertFailed(read("{\"accountId\":\"acc-1\",\"cards\":[],\"x\":\"" + "x".repeat(10_000_000) + "\"}"));
        assertFailed(read("[".repeat(1_000_000)));
        assertFailed(read("{\"accountId\":\"acc-1\",\"cards\":[],\"x\":" + "[".repeat(32) + "]".repeat(32) + "}"));
        assertFailed(read("{\"accountId\":\"acc-1\",\"cards\":[],\"x\":" + "9".repeat(100_000) + "}"));
        assertFailed(read(list(with("sealedCard", '"' + "1".repeat(1_000_000) + '"'))));
    }

    @Test
    void textThatIsNotUtf8IsAFailure() {
        byte[] body = list(with("brand", "\"Caf?\"")).getBytes(UTF_8);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '?' ? (byte) 0xe9 : body[i];
        }

        assertFailed(reader.read(Sources.PHONE, "acc-1", 200, body));
    }

    @Test
    void aFailureIsToldWithoutAnythingOfTheAnswer() {
        assertThat(read("{\"accountId\":\"4111111111111111\",\"cards\":[]}").detail())
                .isEqualTo("HTTP status 200, but answer.accountId is not the account that was asked for");
        assertThat(read("{\"4111111111111111\":").detail()).doesNotContain("4111");
    }

    private SourceAnswer read(String body) {
        return read(200, body);
    }

    private SourceAnswer read(int status, String body) {
        return reader.read(Sources.PHONE, "acc-1", status, body.getBytes(UTF_8));
    }

    private static void assertFailed(SourceAnswer answer) {
        assertThat(answer.report().status()).isEqualTo(SourceStatus.FAILED);
        assertThat(answer.report().complete()).isFalse();
        assertThat(answer.cards()).isEmpty();
        assertThat(answer.detail()).isNotBlank();
    }

    private static String list(String cards) {
        return "{\"accountId\":\"acc-1\",\"complete\":true,\"cards\":[" + cards + "]}";
    }

    private static String cards(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CARD.replace("\"c-1\"", "\"c-" + i + '"'))
                .collect(Collectors.joining(","));
    }

    /** The card with one field set to another JSON value. */
    private static String with(String field, String value) {
        try {
            ObjectNode card = (ObjectNode) JSON.readTree(CARD);
            return card.putRawValue(field, new RawValue(value)).toString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(int length) {
        return '"' + "r".repeat(length) + '"';
    }
}
