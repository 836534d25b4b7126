package io.cardferry.issuer;

import static io.cardferry.issuer.PackFixture.REQUEST_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Reason;
import io.cardferry.registration.ReasonCode;
import io.cardferry.registration.VerificationMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static final IssuerPack AURORA = PackFixture.aurora();

    private final AnswerReader reader =
            new AnswerReader(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void anApprovalForThisRequestIsDecided() {
        assertThat(read(201, decision("APPROVED", "\"tokenReference\":\"t-1\"")))
                .isEqualTo(Outcome.approved("t-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\":1", "\"tokenReference\":\"\"", "\"tokenReference\":null", "\"tokenReference\":7"})
    void anApprovalWithoutATokenReferenceIsUnknown(String token) {
        assertUnknown(read(200, decision("APPROVED", token)));
    }

    @Test
    void aDecisionAboutAnotherRequestIsUnknown() {
        assertUnknown(
                read(200, decision("APPROVED", "\"tokenReference\":\"t-1\"").replace("6071", "6072")));
        assertUnknown(read(200, "{\"decision\":\"APPROVED\",\"tokenReference\":\"t-1\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"approved", "MAYBE", "", "NEVER_SEEN", "VERIFICATION_REQUIRED"})
    void aDecisionThatAuroraDoesNotHaveIsUnknown(String word) {
        assertUnknown(read(200, decision(word, "\"tokenReference\":\"t-1\"")));
    }

    @Test
    void aDeclineKeepsTheIssuersCode() {
        assertThat(read(200, decision("DECLINED", "\"reasonCode\":\"51: NO_FUNDS\"")))
                .isEqualTo(Outcome.declined("51: NO_FUNDS"));
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, ***",
        "CARD 4111 1111 1111 1111 LOST, CARD *** LOST",
        "4111-1111-1111-1111, ***",
        "12345678901, 12345678901"
    })
    void whatCouldBeACardNumberInTheCodeIsMasked(String code, String kept) {
        assertThat(read(200, decision("DECLINED", "\"reasonCode\":\"" + code + "\"")))
                .isEqualTo(Outcome.declined(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"<>\"", "\"\"", "null", "[1]", "{\"a\":1}"})
    void aDeclineStandsWithoutACodeThatIsNone(String code) {
        assertThat(read(200, decision("DECLINED", "\"reasonCode\":" + code))).isEqualTo(Outcome.declined(null));
    }

    @ParameterizedTest
    @CsvSource({"\"05 (do not honor)\",05 (do not honor)", "7,7", "\"<script>\",script", "\"a\\u0000b\",a b"})
    void anOddCodeIsKeptCleaned(String code, String kept) {
        assertThat(read(200, decision("DECLINED", "\"reasonCode\":" + code))).isEqualTo(Outcome.declined(kept));
    }

    @Test
    void aLongCodeIsCut() {
        assertThat(read(200, decision("DECLINED", "\"reasonCode\":\"" + "A".repeat(65) + "\"")))
                .isEqualTo(Outcome.declined("A".repeat(64)));
    }

    @Test
    void verificationKeepsItsMethods() {
        String methods =
                "\"tokenReference\":\"t-1\",\"activationMethods\":[{\"id\":\"1\",\"type\":\"SMS\",\"hint\":\"+** 42\"},"
                        + "{\"id\":\"2\",\"type\":\"APP\",\"hint\":null,\"extra\":1}]";

        assertThat(read(200, decision("REQUIRE_ADDITIONAL_AUTHENTICATION", methods)))
                .isEqualTo(Outcome.verificationRequired(
                        "t-1",
                        List.of(
                                new VerificationMethod("1", "SMS", "+** 42"),
                                new VerificationMethod("2", "APP", null))));
    }

    @Test
    void aHintThatCouldBeACardNumberIsMasked() {
        String methods = "\"activationMethods\":[{\"id\":\"1\",\"type\":\"SMS\",\"hint\":\"card 4111111111111111\"}]";

        assertThat(read(200, decision("REQUIRE_ADDITIONAL_AUTHENTICATION", methods))
                        .verificationMethods())
                .containsExactly(new VerificationMethod("1", "SMS", "card ***"));
    }

    @Test
    void verificationWithoutMethodsIsDecidedAllTheSame() {
        assertThat(read(200, decision("REQUIRE_ADDITIONAL_AUTHENTICATION", "\"activationMethods\":[]")))
                .isEqualTo(Outcome.verificationRequired(null, List.of()));
    }

    @Test
    void aTokenReferenceAtItsLimitIsKeptAndBeyondItNamesNothing() {
        assertThat(read(200, decision("APPROVED", "\"tokenReference\":\"" + "t".repeat(256) + "\"")))
                .isEqualTo(Outcome.approved("t".repeat(256)));
        assertUnknown(read(200, decision("APPROVED", "\"tokenReference\":\"" + "t".repeat(257) + "\"")));
        assertUnknown(read(200, decision("APPROVED", "\"tokenReference\":\"t\\n1\"")));
    }

    @Test
    void theDecisionStandsWhateverItsMethodsLookLike() {
        assertThat(methods("{\"id\":\"1\",\"type\":\"SMS\"}", 11).verificationMethods())
                .hasSize(10);
        assertThat(methods("{\"id\":7,\"type\":\"" + "x".repeat(65) + "\"}", 1).verificationMethods())
                .containsExactly(new VerificationMethod("7", "x".repeat(64), null));
        assertThat(methods("{\"id\":\"1\"}", 1).verificationMethods())
                .containsExactly(new VerificationMethod("1", null, null));
        assertThat(methods("\"SMS\"", 1)).isEqualTo(Outcome.verificationRequired(null, List.of()));
        assertThat(read(200, decision("REQUIRE_ADDITIONAL_AUTHENTICATION", "\"activationMethods\":\"SMS\""))
                        .outcomeClass())
                .isEqualTo(OutcomeClass.DECIDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[1]",
                "7",
                "\"APPROVED\"",
                "{",
                "<html/>",
                "{} {}",
                "{}x",
                "{\"a\":1,\"a\":2}",
                "\u0000"
            })
    void rubbishIsUnknown(String body) {
        assertUnknown(read(200, body));
    }

    @Test
    void aDoubledKeyADeepOrALongBodyAndBytesThatAreNoTextAreUnknown() {
        String approved = decision("APPROVED", "\"tokenReference\":\"t-1\"");
        assertUnknown(read(200, approved.replaceFirst("\\{", "{\"decision\":\"DECLINED\",")));
        String deep = "\"x\":" + "[".repeat(32) + "]".repeat(32);
        assertUnknown(read(200, decision("APPROVED", "\"tokenReference\":\"t-1\"," + deep)));
        assertUnknown(read(200, approved + " ".repeat(64 * 1024)));
        assertUnknown(reader.read(AURORA, REQUEST_ID, new IssuerAnswer(200, null, new byte[] {'"', (byte) 0xff, '"'})));
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 302, 400, 404, 429, 500, 503})
    void aDecisionUnderAnotherStatusIsNone(int status) {
        assertThat(read(status, decision("APPROVED", "\"tokenReference\":\"t-1\""))
                        .decision())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"429, 30, 30", "503, 0, 0", "429, 007, 7", "429, 99999999999999999999, 999999999"})
    void retryAfterInSecondsIsKept(int status, String header, long seconds) {
        assertThat(reader.read(AURORA, REQUEST_ID, new IssuerAnswer(status, header, new byte[0])))
                .isEqualTo(Outcome.notProcessed(
                        new Reason(ReasonCode.ISSUER_BUSY, "HTTP " + status), Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"'Sun, 22 Nov 2026 10:02:00 GMT', 120", "'Sun, 22 Nov 2026 09:00:00 GMT', 0"})
    void retryAfterAsADateIsMeasuredFromNow(String header, long seconds) {
        assertThat(reader.read(AURORA, REQUEST_ID, new IssuerAnswer(503, header, new byte[0]))
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "10s", "Sun, 99 Nov 2026 10:02:00 GMT", "٣"})
    void aRetryAfterThatIsNoneIsIgnored(String header) {
        assertThat(reader.read(AURORA, REQUEST_ID, new IssuerAnswer(429, header, new byte[0]))
                        .retryAfter())
                .isNull();
    }

    @Test
    void aFailureBeforeTheConnectionStoodSentNothingAndAnyOtherIsUnknown() {
        assertThat(reader.forFailure(false, "connect timeout")).isEqualTo(Outcome.notSent("connect timeout"));
        assertThat(reader.forFailure(true, "response timeout")).isEqualTo(Outcome.unknown("response timeout"));
    }

    private Outcome methods(String method, int times) {
        String list = String.join(",", Collections.nCopies(times, method));
        return read(200, decision("REQUIRE_ADDITIONAL_AUTHENTICATION", "\"activationMethods\":[" + list + "]"));
    }

    private Outcome read(int status, String body) {
        return reader.read(AURORA, REQUEST_ID, new IssuerAnswer(status, null, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String decision(String word, String more) {
        return "{\"requestId\":\"" + REQUEST_ID + "\",\"decision\":\"" + word + "\"," + more + "}";
    }

    private static void assertUnknown(Outcome outcome) {
        assertThat(outcome.outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
        assertThat(outcome.reason().code()).isEqualTo(ReasonCode.OUTCOME_UNKNOWN);
    }
}
