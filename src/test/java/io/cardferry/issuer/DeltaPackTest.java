package io.cardferry.issuer;

import static io.cardferry.issuer.LayoutPacks.canonical;
import static io.cardferry.issuer.PackFixture.REQUEST_ID;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardferry.mapping.NotRepresentable;
import io.cardferry.registration.Decision;
import io.cardferry.registration.Outcome;
import io.cardferry.registration.OutcomeClass;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped pack against the issuer's specification, position by position; nothing of it comes from the pack's layout. */
class DeltaPackTest {

    private static final IssuerPack PACK = LayoutPacks.pack("delta");
    private static final Set<String> DECLINED =
            Set.of("04", "05", "07", "14", "15", "41", "43", "51", "54", "57", "62", "78");

    private final AnswerReader reader = new AnswerReader(Clock.systemUTC());

    @Test
    void aRecordIsExactlyWhatTheSpecificationSays() {
        String record = written(canonical("delta"));

        assertThat(record).hasSize(300);
        assertThat(at(record, 1, 4)).isEqualTo("CREG");
        assertThat(at(record, 5, 40)).isEqualTo(REQUEST_ID.toString());
        assertThat(at(record, 41, 104)).isEqualTo("acc-1001" + " ".repeat(56));
        assertThat(at(record, 105, 123)).isEqualTo("4111111111111111   ");
        assertThat(at(record, 124, 127)).isEqualTo("2904");
        assertThat(at(record, 128, 191)).isEqualTo("tv-77" + " ".repeat(59));
        assertThat(at(record, 192, 197)).isEqualTo("TV    ");
        assertThat(at(record, 198, 261)).isEqualTo("Living room TV" + " ".repeat(50));
        assertThat(at(record, 262, 272)).isEqualTo("50110030273");
        assertThat(at(record, 273, 300)).isEqualTo(" ".repeat(28));
    }

    @Test
    void theLongestValuesFit() {
        ObjectNode canonical = canonical("delta");
        with(canonical, "account", "id", "a".repeat(64));
        with(canonical, "device", "id", "d".repeat(64));
        with(canonical, "device", "name", "n".repeat(64));
        with(canonical, "device", "type", "TABLET");
        with(canonical, "card", "pan", "4000000000000000006");

        assertThat(written(canonical))
                .isEqualTo("CREG" + REQUEST_ID + "a".repeat(64) + "4000000000000000006" + "2904" + "d".repeat(64)
                        + "TABLET" + "n".repeat(64) + "50110030273" + " ".repeat(28));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Büro            | Buro
            Straße          | Strasse
            e\u0301te\u0301 | ete
            📺              | ?
            \u202Eabc\u202C | abc
            a\u0007b        | a?b
            `a|b=c`         | `a|b=c`
            ``              | ``
            \u0301          | ``
            """)
    void aNameIsTransliterated(String name, String printed) {
        assertThat(at(written(with(canonical("delta"), "device", "name", name)), 198, 261))
                .isEqualTo("%-64s".formatted(printed));
    }

    @Test
    void aNameIsCutOnlyOnceItIsTransliterated() {
        ObjectNode emoji = with(canonical("delta"), "device", "name", "📺".repeat(64));
        ObjectNode ligatures = with(canonical("delta"), "device", "name", "a" + "ß".repeat(63));

        assertThat(at(written(emoji), 198, 261)).isEqualTo("?".repeat(64));
        assertThat(at(written(ligatures), 198, 261)).isEqualTo("a" + "s".repeat(63));
        assertThat(at(written(ligatures), 262, 272)).isEqualTo("50110030273");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            account | id | 65     | /account is longer than 64 characters
            account | id | 128    | /account is longer than 64 characters
            account | id | Müller | /account holds a character that is not printable in US-ASCII
            account | id | 'acc ' | /account ends with the character that fills the field up
            device  | id | tv–1   | /deviceId holds a character that is not printable in US-ASCII
            device  | id | 'tv '  | /deviceId ends with the character that fills the field up
            card    | pan | 20    | /pan is longer than 19 characters
            """)
    void whatDoesNotFitIsRefusedAndNeverCut(String object, String key, String value, String why) {
        String text = value.matches("[0-9]+") ? "7".repeat(Integer.parseInt(value)) : value;
        ObjectNode canonical = with(canonical("delta"), object, key, text);

        assertThatThrownBy(() -> written(canonical))
                .isInstanceOf(NotRepresentable.class)
                .hasMessage(why);
    }

    static List<String> everyCode() {
        return IntStream.range(0, 100).mapToObj("%02d"::formatted).toList();
    }

    @ParameterizedTest
    @MethodSource("everyCode")
    void eachResultMeansWhatTheSpecificationSays(String code) {
        assertMeans(code, read("CRSP" + REQUEST_ID + code + "%-36s".formatted("tok-1") + " ".repeat(22)));
    }

    /** The codes that Borealis has, but that 91 does not say that the card was not processed. */
    static void assertMeans(String code, Outcome outcome) {
        OutcomeClass expected = code.equals("30")
                ? OutcomeClass.REFUSED
                : DECLINED.contains(code) || code.equals("00") || code.equals("85")
                        ? OutcomeClass.DECIDED
                        : OutcomeClass.UNKNOWN;
        assertThat(outcome.outcomeClass()).isEqualTo(expected);
        if (DECLINED.contains(code)) {
            assertThat(outcome.decision()).isEqualTo(Decision.DECLINED);
            assertThat(outcome.reason().detail()).isEqualTo(code);
        } else if (expected == OutcomeClass.DECIDED) {
            assertThat(outcome.decision())
                    .isEqualTo(code.equals("00") ? Decision.APPROVED : Decision.VERIFICATION_REQUIRED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CRSP%s00tok-1%s ", // 101 characters
                "CRSQ%s00tok-1%s", // another kind of record
                "CRSP%s  tok-1%s", // no result
                "CRSP%s00t\u00f6k-1%s", // not US-ASCII
                "CRSP%s00t\nk-1%s", // a control character
            })
    void anAnswerThatIsNotExactlyDeltasSaysNothing(String pattern) {
        assertThat(read(pattern.formatted(REQUEST_ID, " ".repeat(53))).outcomeClass())
                .isEqualTo(OutcomeClass.UNKNOWN);
    }

    @Test
    void somethingWhereTheRecordIsBlankSaysNothing() {
        String record = "CRSP" + REQUEST_ID + "00" + "%-36s".formatted("tok-1");

        assertThat(read(record + " ".repeat(22)).outcomeClass()).isEqualTo(OutcomeClass.DECIDED);
        assertThat(read(record + " ".repeat(21) + "x").outcomeClass()).isEqualTo(OutcomeClass.UNKNOWN);
    }

    @Test
    void itIsNeitherAskedNorRepeatedAndItsRecordIsSealed() {
        assertThat(PACK.repeat()).isEqualTo(Repeat.NEVER);
        assertThat(PACK.inquiry()).isEmpty();
        assertThat(PACK.remembers()).hasHours(24);
        assertThat(PACK.encryptionKey()).isPresent();
        assertThat(PACK.sealedCardKey()).isEqualTo(SealedCardKey.HUB);
    }

    private Outcome read(String record) {
        return reader.read(PACK, REQUEST_ID, new IssuerAnswer(200, null, record.getBytes(ISO_8859_1)));
    }

    private static String written(ObjectNode canonical) {
        return new String(PACK.format().write(canonical), US_ASCII);
    }

    /** From one position to another, counted from 1 and both inclusive, as the specification counts. */
    private static String at(String record, int from, int to) {
        return record.substring(from - 1, to);
    }

    private static ObjectNode with(ObjectNode canonical, String object, String key, String value) {
        ((ObjectNode) canonical.get(object)).put(key, value);
        return canonical;
    }
}
