package io.cardferry.issuer;

import static io.cardferry.issuer.LayoutPacks.canonical;
import static io.cardferry.issuer.PackFixture.REQUEST_ID;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.mapping.Transliteration;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.ReasonCode;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped pack against the issuer's specification, written down here from left to right as a person reads it; nothing
 * of it comes from the pack's layout.
 */
class CumulusPackTest {

    private static final IssuerPack PACK = LayoutPacks.pack("cumulus");
    private static final String REFERENCE = "2C3D4E5F6071";

    private final AnswerReader reader = new AnswerReader(Clock.systemUTC());

    @Test
    void aRegistrationIsAnAddOfTheCardInTheFile() {
        String tags = "01036" + REQUEST_ID + "02002TV" + "03014Living room TV" + "04005tv-77" + "05008acc-1001"
                + "0601150110030273";

        assertThat(written(canonical("cumulus")))
                .isEqualTo("0300" + "C224000008810000" + "0000002008000000" // message type, bitmaps
                        + "16" + "4111111111111111" // 2
                        + "1122101500" // 7
                        + "000123" // 11
                        + "2904" // 14
                        + REFERENCE // 37
                        + "tv-77   " // 41
                        + "106" + tags // 48
                        + "1" // 91
                        + "07" + "CARDREG"); // 101
    }

    @Test
    void anInquiryCarriesTheOriginalsReferenceAndItsOwnTimeAndNumber() {
        ObjectNode ids = canonical("cumulus").retain(MessageFormat.INQUIRY_KEYS);
        ids.putObject("transmission").put("at", "2026-12-31T23:59:59Z").put("stan", "000007");

        assertThat(new String(PACK.format().writeInquiry(ids), US_ASCII))
                .isEqualTo("0300" + "8220000008010000" + "0000002008000000" + "1231235959" + "000007" + REFERENCE
                        + "041" + "01036" + REQUEST_ID + "5" + "07CARDREG");
    }

    @Test
    void anEchoHasTimeNumberAndItsCode() {
        ObjectNode echo = canonical("cumulus").retain("requestorId", "transmission");

        assertThat(new String(PACK.format().writeEcho(echo), US_ASCII))
                .isEqualTo("0800" + "8220000000000000" + "0400000000000000" + "1122101500" + "000123" + "301");
    }

    @ParameterizedTest
    @CsvSource({
        "tv-77, 'tv-77   '",
        "12345678, 12345678",
        "123456789, 23456789",
        "a-rather-long-id, '-long-id'",
        "'123456789 ', '3456789 '",
        "a, 'a       '"
    })
    void theTerminalIsTheEndOfTheDeviceId(String deviceId, String terminal) {
        String message = written(with(canonical("cumulus"), "device", "id", deviceId));

        assertThat(message.substring(86, 94)).isEqualTo(terminal);
        assertThat(message).contains("04%03d%s05".formatted(deviceId.length(), deviceId));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Büro            | Buro
            Straße          | Strasse
            e\u0301te\u0301 | ete
            📺              | ?
            📺📺 TV         | ?? TV
            \u202Eabc\u202C | abc
            a\u0007b        | a?b
            телевизор       | ?????????
            `a|b=c`         | `a|b=c`
            ½               | 1/2
            """)
    void aNameIsTransliterated(String name, String printed) {
        assertThat(written(with(canonical("cumulus"), "device", "name", name)))
                .contains("03%03d%s04".formatted(printed.length(), printed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0301", "\u202E\u200D"})
    void aNameOfWhichNothingIsLeftIsNoName(String name) {
        assertThat(written(with(canonical("cumulus"), "device", "name", name)))
                .contains("02002TV" + "04005tv-77")
                .contains("087" + "01036");
    }

    /** The longest of everything at once, and the name of characters that become the longest texts. */
    @Test
    void theLongestValuesFitAndNothingOfThemIsLost() {
        ObjectNode canonical = canonical("cumulus");
        with(canonical, "device", "id", "d".repeat(64));
        with(canonical, "device", "type", "TABLET");
        with(canonical, "device", "name", "⅒".repeat(64));
        with(canonical, "account", "id", "a".repeat(128));
        with(canonical, "card", "pan", "4000000000000000006");

        assertThat(written(canonical))
                .contains("19" + "4000000000000000006")
                .contains("531" + "01036" + REQUEST_ID + "02006TABLET" + "03256" + "1/10".repeat(64) + "04064"
                        + "d".repeat(64) + "05128" + "a".repeat(128) + "0601150110030273" + "1" + "07CARDREG");
    }

    /** If it could, the card would be refused and the name not cut; but a name that long can't be asked for. */
    @Test
    void noNameMakesField48TooLong() {
        int others = 5 + 36 + 5 + 6 + 5 + 64 + 5 + 128 + 5 + 11;
        int longest = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .mapToObj(Character::toString)
                .mapToInt(character -> Transliteration.toAscii(character).length())
                .max()
                .orElseThrow();

        assertThat(others + 5 + 64 * longest).isLessThanOrEqualTo(999);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            account | id   | Müller | /48/05
            account | id   | 卡      | /48/05
            account | id   | a📺     | /48/05
            device  | id   | tv–1    | /41
            device  | id   | ü-tv-number-one | /48/04
            device  | id   | a\u007Fb | /41
            """)
    void whatIdentifiesSomethingIsNeverTransliterated(String object, String key, String value, String field) {
        ObjectNode canonical = with(canonical("cumulus"), object, key, value);

        assertThatThrownBy(() -> written(canonical))
                .isInstanceOf(NotRepresentable.class)
                .hasMessageStartingWith(field + " holds a character that is not printable in US-ASCII");
    }

    static List<String> everyCode() {
        return DeltaPackTest.everyCode();
    }

    @ParameterizedTest
    @MethodSource("everyCode")
    void eachResponseCodeMeansWhatTheSpecificationSays(String code) {
        Outcome outcome = reader.read(PACK, REQUEST_ID, answer(code, REQUEST_ID, "10005tok-1"));

        DeltaPackTest.assertMeans(code, outcome);
    }

    @ParameterizedTest
    @MethodSource("everyCode")
    void anInquirysAnswerDecidesOrSaysNeverSeenOrNothing(String code) {
        Outcome outcome = reader.readInquiry(PACK, REQUEST_ID, answer(code, REQUEST_ID, "10005tok-1"));

        if (code.equals("25")) {
            assertThat(outcome.outcomeClass()).isEqualTo(OutcomeClass.NOT_PROCESSED);
            assertThat(outcome.reason().code()).isEqualTo(ReasonCode.NEVER_SEEN);
        } else if (code.equals("30")) {
            // That the question is wrong says nothing about what was asked about.
            assertThat(outcome.outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
        } else {
            DeltaPackTest.assertMeans(code, outcome);
        }
    }

    @Test
    void neverSeenMayComeWithoutTags() {
        IssuerAnswer answer = answered("0310" + "022000000A000000" + "1122101500" + "000124" + REFERENCE + "25");

        assertThat(reader.readInquiry(PACK, REQUEST_ID, answer).outcomeClass()).isEqualTo(OutcomeClass.NOT_PROCESSED);
    }

    /** The last 12 digits could be those of two requests; the request id is one's own. */
    @ParameterizedTest
    @ValueSource(strings = {"00", "05", "25"})
    void whatIsSaidOfAnotherRequestSaysNothing(String code) {
        UUID other = UUID.fromString("0193a5c4-0000-7f60-9a1b-2c3d4e5f6071");

        assertThat(reader.readInquiry(PACK, REQUEST_ID, answer(code, other, "10005tok-1"))
                        .outcomeClass())
                .isEqualTo(OutcomeClass.UNKNOWN);
        assertThat(reader.read(PACK, REQUEST_ID, answer(code, other, "10005tok-1"))
                        .outcomeClass())
                .isEqualTo(OutcomeClass.UNKNOWN);
    }

    @Test
    void anApprovalWithoutATokenReferenceSaysNothing() {
        assertThat(reader.read(PACK, REQUEST_ID, answer("00", REQUEST_ID, "")).outcomeClass())
                .isEqualTo(OutcomeClass.UNKNOWN);
    }

    @Test
    void itIsAskedButNeverRepeated() {
        assertThat(PACK.repeat()).isEqualTo(Repeat.NEVER);
        assertThat(PACK.inquiry()).isPresent();
        assertThat(PACK.remembers()).hasHours(24);
        assertThat(PACK.concurrency()).isEqualTo(64);
        assertThat(PACK.sealedCardKey()).isEqualTo(SealedCardKey.HUB);
    }

    private static String written(ObjectNode canonical) {
        return new String(PACK.format().write(canonical), US_ASCII);
    }

    private static ObjectNode with(ObjectNode canonical, String object, String key, String value) {
        ((ObjectNode) canonical.get(object)).put(key, value);
        return canonical;
    }

    /** As the issuer writes it: 7, 11, 37, 39 and 48. */
    private static IssuerAnswer answer(String code, UUID requestId, String more) {
        String tags = "01036" + requestId + more;
        return answered("0310" + "022000000A010000" + "1122101500" + "000123" + REFERENCE + code
                + "%03d".formatted(tags.length()) + tags);
    }

    private static IssuerAnswer answered(String message) {
        return new IssuerAnswer(200, null, message.getBytes(US_ASCII));
    }
}
