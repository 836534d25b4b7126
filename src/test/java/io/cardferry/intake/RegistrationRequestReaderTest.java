package io.cardferry.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardferry.registration.CardSelection;
import io.cardferry.registration.Device;
import io.cardferry.registration.DeviceType;
import io.cardferry.registration.RegistrationRequest;
import io.cardferry.registration.Terms;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationRequestReaderTest {

    private static final String ACCOUNT = "{\"id\":\"acc-1001\"}";
    private static final String DEVICE = "{\"id\":\"tv-77\",\"type\":\"TV\"}";
    private static final String ALL = "{\"all\":true}";

    private final RegistrationRequestReader reader = new RegistrationRequestReader(Set.of("phone-wallet"));

    @Test
    void everyFieldIsRead() {
        RegistrationRequest request = read("""
                {"account":{"id":"acc-1001","assertion":"a b","x":1},"device":{"id":"tv-77","type":"TV","name":"Living room TV"},
                 "cards":{"refs":["c-2","phone-wallet/c-1"],"replaceExisting":true},
                 "terms":{"id":"wallet-terms","version":"3","acceptedAt":"2026-11-22T11:15:00+01:00"},"unknown":{"a":[1]}}""");

        assertThat(request.account().id()).isEqualTo("acc-1001");
        assertThat(request.account().assertion()).isEqualTo("a b");
        assertThat(request.device()).isEqualTo(new Device("tv-77", DeviceType.TV, "Living room TV"));
        assertThat(request.cards()).isEqualTo(new CardSelection(false, List.of("c-2", "phone-wallet/c-1"), true));
        assertThat(request.terms()).isEqualTo(new Terms("wallet-terms", "3", Instant.parse("2026-11-22T10:15:00Z")));
    }

    @Test
    void nullCountsAsAbsent() {
        RegistrationRequest request = read("""
                {"account":{"id":"a","assertion":null},"device":{"id":"d","type":"PC","name":null},
                 "cards":{"all":true,"refs":null,"replaceExisting":null},"terms":null}""");

        assertThat(request.account().assertion()).isNull();
        assertThat(request.device().name()).isNull();
        assertThat(request.cards()).isEqualTo(new CardSelection(true, List.of(), false));
        assertThat(request.terms()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{}{}",
                "{} x",
                "{\"a\":1,\"a\":2}",
                "{\"account\":{\"id\":\"a\",\"id\":\"a\"}}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\t\"}",
                "{\"a\":1,}",
                "// c\n{}",
                "\uFEFF{}"
            })
    void whatIsNotStrictlyJsonIsMalformed(String body) {
        assertThat(problemOf(body).code()).isEqualTo(ProblemCode.MALFORMED_JSON);
    }

    @Test
    void anythingButUtf8IsMalformed() {
        assertMalformed("{\"a\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertMalformed("{}".getBytes(StandardCharsets.UTF_16LE));
        assertMalformed("{}".getBytes(Charset.forName("UTF-32BE")));
        assertMalformed(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
    }

    @Test
    void depthAndLengthsAreBounded() {
        assertThat(problemOf("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}").code())
                .isEqualTo(ProblemCode.INVALID_REQUEST);
        assertMalformed(("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}").getBytes(StandardCharsets.UTF_8));
        assertMalformed("[".repeat(60_000).getBytes(StandardCharsets.UTF_8));
        assertMalformed(("{\"a\":" + "9".repeat(1001) + "}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsUnknownMayBeAsLongAsTheBody() {
        assertThat(problemOf("{\"a\":\"" + "9".repeat(60_000) + "\"}").code()).isEqualTo(ProblemCode.INVALID_REQUEST);
        assertThat(problemOf("{\"a\":" + "9".repeat(150) + "}").code()).isEqualTo(ProblemCode.INVALID_REQUEST);
    }

    @Test
    void whereItIsMalformedIsSaidButNotWhatStandsThere() {
        Problem problem = problemOf("{\n \"account\": canary4111111111111111 }");

        assertThat(problem.detail()).contains("line 2", "column").doesNotContain("canary", "4111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"x\"", "true"})
    void aBodyThatIsNoObjectIsInvalid(String body) {
        assertThat(problemOf(body).code()).isEqualTo(ProblemCode.INVALID_REQUEST);
        assertThat(pointers(body)).containsExactly("");
    }

    @Test
    void everyMissingFieldIsNamed() {
        assertThat(pointers("{}")).containsExactly("/account", "/device", "/cards");
        assertThat(pointers("{\"account\":{},\"device\":{},\"cards\":{},\"terms\":{}}"))
                .containsExactly(
                        "/account/id",
                        "/device/id",
                        "/device/type",
                        "/cards",
                        "/terms/id",
                        "/terms/version",
                        "/terms/acceptedAt");
    }

    @Test
    void everyFieldOfAWrongTypeIsNamed() {
        assertThat(pointers("{\"account\":[],\"device\":\"x\",\"cards\":1,\"terms\":true}"))
                .containsExactly("/account", "/device", "/cards", "/terms");
        assertThat(pointers("""
                {"account":{"id":1,"assertion":{}},"device":{"id":[],"type":5,"name":false},
                 "cards":{"all":"true","replaceExisting":1},"terms":{"id":1,"version":3,"acceptedAt":0}}"""))
                .containsExactly(
                        "/account/id",
                        "/account/assertion",
                        "/device/id",
                        "/device/type",
                        "/device/name",
                        "/cards/replaceExisting",
                        "/cards/all",
                        "/terms/id",
                        "/terms/version",
                        "/terms/acceptedAt");
    }

    @ParameterizedTest
    @CsvSource({
        "/account/id, 1, 128",
        "/account/assertion, 1, 4096",
        "/device/id, 1, 64",
        "/device/name, 0, 64",
        "/terms/id, 1, 128",
        "/terms/version, 1, 64"
    })
    void textsHaveTheirLengths(String pointer, int min, int max) {
        assertThat(pointers(with(pointer, "a".repeat(min)))).isEmpty();
        assertThat(pointers(with(pointer, "a".repeat(max)))).isEmpty();
        assertThat(pointers(with(pointer, "a".repeat(max + 1)))).containsExactly(pointer);
        if (min > 0) {
            assertThat(pointers(with(pointer, ""))).containsExactly(pointer);
        }
    }

    @Test
    void aCharacterIsACodePointAndNotHalfOfOne() {
        assertThat(pointers(with("/device/name", "\ud83d\udcfa".repeat(64)))).isEmpty();
        assertThat(pointers(with("/device/name", "\ud83d\udcfa".repeat(65)))).containsExactly("/device/name");
        assertThat(pointers(with("/device/name", "\\ud83d"))).containsExactly("/device/name");
        assertThat(pointers(with("/account/id", "a\\udcfa"))).containsExactly("/account/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\n", "\\u001f", "\\u007f", "\\u0080", "\\u009f"})
    void idsHoldNoControlCharacters(String control) {
        assertThat(pointers(with("/account/id", "a" + control))).containsExactly("/account/id");
        assertThat(pointers(with("/device/id", control))).containsExactly("/device/id");
        assertThat(pointers(with("/device/name", control))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "%", "?", "#", "\u00fcml\u00e4ut", " ", "...", "\u00a0", "../x"})
    void oddCharactersInAnAccountIdAreFine(String id) {
        assertThat(read(with("/account/id", id)).account().id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void anAccountIdThatWouldClimbAPathIsRefused(String id) {
        assertThat(pointers(with("/account/id", id))).containsExactly("/account/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "\u00fc", "a\\r\\nX: y"})
    void anAssertionMustFitAHeader(String assertion) {
        assertThat(pointers(with("/account/assertion", assertion))).containsExactly("/account/assertion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tv", "TELEVISION", "", "4111111111111111"})
    void aDeviceTypeIsOneOfTheList(String type) {
        Problem problem = problemOf(with("/device/type", type));

        assertThat(problem.faults()).extracting(Problem.Fault::pointer).containsExactly("/device/type");
        assertThat(problem.faults().get(0).detail())
                .contains("PHONE, TABLET, WATCH, TV, PC, OTHER")
                .doesNotContain("4111");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/cards",
                "{\"all\":true,\"refs\":[\"a\"]}|/cards",
                "{\"all\":false}|/cards/all",
                "{\"refs\":[]}|/cards/refs",
                "{\"refs\":\"a\"}|/cards/refs",
                "{\"refs\":[\"a\",\"b\",\"a\"]}|/cards/refs/2",
                "{\"refs\":[\"a\",null]}|/cards/refs/1",
                "{\"refs\":[1]}|/cards/refs/0",
                "{\"refs\":[\"\"]}|/cards/refs/0",
                "{\"refs\":[\"phone-wallet/\"]}|/cards/refs/0"
            })
    void aSelectionIsExactlyOneOfAllAndRefs(String cards, String pointer) {
        assertThat(pointers(body(ACCOUNT, DEVICE, cards))).containsExactly(pointer);
    }

    @Test
    void aReferenceMayHaveSixtyFourCharactersAfterItsSource() {
        String longest = "c".repeat(64);

        assertThat(pointers(refs(longest))).isEmpty();
        assertThat(pointers(refs(longest + "c"))).containsExactly("/cards/refs/0");
        assertThat(pointers(refs("phone-wallet/" + longest))).isEmpty();
        assertThat(pointers(refs("phone-wallet/" + longest + "c"))).containsExactly("/cards/refs/0");
        assertThat(pointers(refs("no-source/" + longest))).containsExactly("/cards/refs/0");
        assertThat(pointers(refs("/"))).isEmpty();
    }

    @Test
    void fiftyReferencesAreEnough() {
        assertThat(read(body(ACCOUNT, DEVICE, numberedRefs(50))).cards().refs()).hasSize(50);
        assertThat(pointers(body(ACCOUNT, DEVICE, numberedRefs(51)))).containsExactly("/cards/refs");
    }

    @Test
    void atMostTwentyFaultsAreTold() {
        String cards = "{\"refs\":" + Collections.nCopies(30, "1") + "}";

        assertThat(pointers(body(ACCOUNT, DEVICE, cards))).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:00Z, 2026-11-22T10:15:00Z",
        "2026-11-22t10:15:00.5z, 2026-11-22T10:15:00.5Z",
        "2026-11-22T10:15:00-05:30, 2026-11-22T15:45:00Z",
        "2026-11-22T10:15:00.1234567891234Z, 2026-11-22T10:15:00.123456789Z"
    })
    void acceptedAtIsNormalisedToAnInstant(String text, Instant instant) {
        assertThat(read(with("/terms/acceptedAt", text)).terms().acceptedAt()).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T10:15Z", "2026-11-22T10:15:00", "2026-11-22", "2026-02-30T00:00:00Z",
                        "2026-11-22 10:15:00Z",
                "2026-11-22T10:15:000Z", "2026-11-22T10:15:00.Z", "2026-11-22T25:15:00Z", "2026-11-22T10:15:00+0100",
                        "now",
                "9999-12-31T23:59:59-18:00", "0000-01-01T00:00:00+18:00"
            })
    void acceptedAtNeedsSecondsAndAnOffsetAndAYearOfFourDigitsInUtc(String text) {
        assertThat(pointers(with("/terms/acceptedAt", text))).containsExactly("/terms/acceptedAt");
    }

    @Test
    void noFaultRepeatsAnAccountIdOrAnAssertion() {
        String body = body("{\"id\":\"canary" + "x".repeat(130) + "\",\"assertion\":\" canary\"}", DEVICE, ALL);

        assertThat(problemOf(body).toJson().toString()).doesNotContain("canary");
    }

    private RegistrationRequest read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private Problem problemOf(String body) {
        return problemOf(body.getBytes(StandardCharsets.UTF_8));
    }

    private Problem problemOf(byte[] body) {
        return catchThrowableOfType(ProblemException.class, () -> reader.read(body))
                .problem();
    }

    private void assertMalformed(byte[] body) {
        assertThat(problemOf(body).code()).isEqualTo(ProblemCode.MALFORMED_JSON);
    }

    /** Where the faults are; empty if there are none. */
    private List<String> pointers(String body) {
        try {
            read(body);
            return List.of();
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.INVALID_REQUEST);
            return e.problem().faults().stream().map(Problem.Fault::pointer).toList();
        }
    }

    /** A good request but for one text. */
    private static String with(String pointer, String text) {
        String[] path = pointer.substring(1).split("/");
        String account = member("id", "acc-1001", path, "account");
        String assertion = member("assertion", "proof", path, "account");
        String device = member("id", "tv-77", path, "device");
        String type = member("type", "TV", path, "device");
        String name = member("name", "TV", path, "device");
        String terms = member("id", "wallet-terms", path, "terms");
        String version = member("version", "3", path, "terms");
        String acceptedAt = member("acceptedAt", "2026-11-22T10:15:00Z", path, "terms");
        return "{\"account\":{%s,%s},\"device\":{%s,%s,%s},\"cards\":%s,\"terms\":{%s,%s,%s}}"
                .formatted(account, assertion, device, type, name, ALL, terms, version, acceptedAt)
                .replace("@@", text);
    }

    private static String member(String name, String good, String[] path, String object) {
        boolean isIt = path[0].equals(object) && path[1].equals(name);
        return "\"" + name + "\":\"" + (isIt ? "@@" : good) + "\"";
    }

    private static String body(String account, String device, String cards) {
        return "{\"account\":" + account + ",\"device\":" + device + ",\"cards\":" + cards + "}";
    }

    private static String refs(String ref) {
        return body(ACCOUNT, DEVICE, "{\"refs\":[\"" + ref + "\"]}");
    }

    private static String numberedRefs(int count) {
        StringBuilder refs = new StringBuilder();
        for (int i = 0; i < count; i++) {
            refs.append(i == 0 ? "" : ",").append("\"c-").append(i).append('"');
        }
        return "{\"refs\":[" + refs + "]}";
    }
}
