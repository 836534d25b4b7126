package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import java.nio.charset.Charset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the issuer borealis gets to see, byte for byte, and what its answers mean. */
@Once
class BorealisTest {

    private static final String RESULT = "<Result>00</Result>";
    private static final String TOKEN = "<TokenId>t-1</TokenId>";
    private static final String END = "</CardEnrolmentResponse>";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .with("cardferry.issuers.borealis.response-timeout", "3s")
            .with("cardferry.issuers.borealis.retry.first-delay", "60s");

    private final String account = anAccount();

    @BeforeEach
    void oneCardOfBorealis() {
        lists(Enrolments.card("c-2"));
    }

    @Test
    void theRequestIsThisXml() {
        JsonNode resource = json(hub.post(aKey(), """
            {"account":{"id":"%s","assertion":"the-assertion"},
             "device":{"id":"tv-77","type":"TV","name":"Wohnzimmer \\u00fc \\ud83d\\udcfa"},
             "terms":{"acceptedAt":"2026-11-22T11:15:00+01:00","version":"3","id":"wallet-terms"},
             "cards":{"all":true}}""".formatted(account), "traceparent", TRACE));

        Call call = onlyCall();
        String requestId = resource.at("/cards/0/issuerRequestId").asText();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.rawPath()).isEqualTo("/enrolment");
        assertThat(call.text()).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?><CardEnrolmentRequest xmlns="urn:borealis:enrolment:1">\
            <MessageId>%s</MessageId><Requestor>50110030273</Requestor><Customer>%s</Customer>\
            <Card><Reference>c-2</Reference><Scheme>MASTERCARD</Scheme><Suffix>4444</Suffix><Expiry>0429</Expiry>\
            <EncryptedData>%s</EncryptedData></Card>\
            <Device><Identifier>tv-77</Identifier><FormFactor>TV</FormFactor><Label>Wohnzimmer ü 📺</Label></Device>\
            </CardEnrolmentRequest>""".formatted(requestId, account, CardList.SEALED));
        assertThat(call.header("Content-Type")).isEqualTo("application/xml; charset=UTF-8");
        assertThat(call.header("traceparent")).isEqualTo(TRACE);
        assertThat(call.headers().keySet())
                .as("nothing else goes along")
                .isSubsetOf("Traceparent", "Content-type", "Content-length", "Host", "Connection", "User-agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"name\":\"\"", ",\"name\":null"})
    void theLabelIsLeftOutWhenThereIsNoName(String name) {
        hub.register("""
            {"account":{"id":"%s"},"device":{"id":"tv-77","type":"TV"%s},"cards":{"all":true}}""".formatted(account, name));

        assertThat(onlyCall().text())
                .endsWith("<Device><Identifier>tv-77</Identifier><FormFactor>TV</FormFactor></Device>"
                        + "</CardEnrolmentRequest>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</Label><Label>&amp;\"'>]]><!--",
                "<![CDATA[x]]>",
                "&lt;&#65;&x;",
                " lead, trail ",
                "   ",
                "tab\tline\nreturn\rboth\r\n",
                "📺 Größe 客厅电视 👩‍👩‍👧",
                "‮txet العربية",
                "\u007f\u0085\u2028\ufffd",
                "{device/id} ${body} {{x}}",
            })
    void anyNameThatXmlCanHoldArrivesUnchanged(String name) {
        JsonNode card = named(name).at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(Enrolments.text(onlyCall(), "Label")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\u0001", "\u000b", "\u001f", "\ufffe", "\uffff"})
    void aNameThatXmlCanNotHoldIsNotRepresentable(String name) {
        JsonNode card = named(name).at("/cards/0");

        assertNotRepresentable(card, "/CardEnrolmentRequest/Device/Label holds a character that XML 1.0 can't hold");
    }

    @Test
    void whatIsNotSentNeedNotFit() {
        // The source's own field, which borealis is not told.
        lists(Enrolments.card("c-2").replace("\"name\":\"Phone\"", "\"name\":\"Ph\\ufffe\""));

        JsonNode resource = json(hub.post(aKey(), """
            {"account":{"id":"%s"},"device":{"id":"tv-77","type":"TV"},"cards":{"all":true},
             "terms":{"id":"t\\uffff","version":"\\ufffe","acceptedAt":"2026-11-22T10:15:00Z"}}""".formatted(account)));

        assertThat(resource.at("/cards/0/status").asText()).isEqualTo("APPROVED");
    }

    @Test
    void anAccountIdThatXmlCanNotHoldIsNamed() {
        String odd = "acc-\uffff-" + account;
        hub.source.says(odd, CardList.of(odd).with(Enrolments.card("c-2")).reply());

        assertNotRepresentable(
                hub.register(all(odd)).at("/cards/0"),
                "/CardEnrolmentRequest/Customer holds a character that XML 1.0 can't hold");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"brand\":\"MASTERCARD\", | Scheme is missing",
                "\"expiry\":\"2029-04\",   | Expiry is missing",
            })
    void aCardWithoutWhatBorealisNeedsIsNotRepresentable(String field, String detail) {
        lists(Enrolments.card("c-2").replace(field, ""));

        assertNotRepresentable(hub.register(all(account)).at("/cards/0"), "/CardEnrolmentRequest/Card/" + detail);
    }

    @Test
    void anApprovalNamesTheToken() {
        JsonNode card = hub.register(all(account)).at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("APPROVED");
        assertThat(card.path("issuer").asText()).isEqualTo("borealis");
        assertThat(card.path("tokenReference").asText())
                .isEqualTo("tok-" + card.path("issuerRequestId").asText());
    }

    @Test
    void result85WantsTheCardholderVerified() {
        hub.borealis.answers(account, call -> Enrolments.result(call, "85", "tok-1"));

        JsonNode card = hub.register(all(account)).at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("VERIFICATION_REQUIRED");
        assertThat(card.path("tokenReference").asText()).isEqualTo("tok-1");
        assertThat(card.path("verificationMethods")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "05", "07", "14", "15", "41", "43", "51", "54", "57", "62", "78"})
    void theseResultsAreDeclined(String result) {
        hub.borealis.answers(account, call -> Enrolments.result(call, result, ""));

        JsonNode card = hub.register(all(account)).at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("DECLINED");
        assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-declined");
        assertThat(card.at("/reason/detail").asText()).isEqualTo(result);
    }

    @Test
    void result91IsSentAgainLater() {
        hub.borealis.answers(account, call -> Enrolments.result(call, "91", ""));

        JsonNode card = hub.awaitCard(hub.begin(all(account)), "RETRY_SCHEDULED");

        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        assertThat(card.path("nextAttemptAt").isTextual()).isTrue();
        assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-busy");
    }

    @Test
    void result30IsADeadLetterAtOnce() {
        hub.borealis.answers(account, call -> Enrolments.result(call, "30", ""));

        JsonNode card = hub.register(all(account)).at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("DEAD_LETTERED");
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        assertThat(card.at("/reason/code").asText()).isEqualTo("issuer-refused-message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "rubbish",
                "{}",
                "<html><body>busy</body></html>",
                "<!DOCTYPE html><html/>",
            })
    void a200WithoutAResultIsDoubt(String body) {
        hub.borealis.says(account, Reply.answer(200, body));

        assertDoubt();
    }

    /** What is replaced in an approval, and by what. */
    static String[][] changes() {
        return new String[][] {
            {"urn:borealis:enrolment:1", "urn:borealis:enrolment:2"},
            {" xmlns=\"urn:borealis:enrolment:1\"", ""},
            {"CardEnrolmentResponse", "CardEnrolmentReply"},
            {RESULT, "<Result>01</Result>"},
            {RESULT, "<Result>0</Result>"},
            {RESULT, "<Result>000</Result>"},
            {RESULT, "<Result/>"},
            {RESULT, ""},
            {RESULT, "<Result> 00 </Result>"},
            {RESULT, "<Result>00\n</Result>"},
            {RESULT, "<Result>٠٠</Result>"},
            {RESULT, "<Result>00</Result><Result>05</Result>"},
            {RESULT, "<Result>00</Result><Result>00</Result>"},
            {RESULT, "<Result>0<x/>0</Result>"},
            {RESULT, "<Result xmlns=\"\">00</Result>"},
            {RESULT, "<x><Result>00</Result></x>"},
            {RESULT, "<Result>&zero;</Result>"},
            {TOKEN, ""},
            {TOKEN, "<TokenId></TokenId>"},
            {TOKEN, "<TokenId> </TokenId>"},
            {TOKEN, "<TokenId> t-1</TokenId>"},
            {TOKEN, "<TokenId>t-1</TokenId><TokenId>t-2</TokenId>"},
            {TOKEN, "<TokenId>" + "t".repeat(257) + "</TokenId>"},
            {"<MessageId>", "<MessageId>x"},
            {"<MessageId>", "<MessageId> "},
            {"<MessageId>", "<MessageId>x</MessageId><MessageId>"},
            {END, END + "trailing"},
            {END, END + "<CardEnrolmentResponse/>"},
            {END, ""},
            {"<MessageId>", "<x/>".repeat(20_000) + "<MessageId>"},
            {"<MessageId>", "<x>".repeat(4_000) + "</x>".repeat(4_000) + "<MessageId>"},
        };
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anApprovalThatIsNotQuiteOneIsDoubt(String from, String to) {
        hub.borealis.answers(account, call -> Reply.answer(200, approval(call).replace(from, to)));

        assertDoubt();
    }

    @Test
    void theAnswerThatTheseChangeIsAnApproval() {
        hub.borealis.answers(account, call -> Reply.answer(200, approval(call)));

        assertThat(hub.register(all(account)).at("/cards/0/tokenReference").asText())
                .isEqualTo("t-1");
    }

    static Reply[] doubtful() {
        return new Reply[] {
            Reply.answer(202, ""), Reply.answer(500, ""), Reply.answer(409, ""), Reply.silence(), Reply.dropped(),
        };
    }

    @ParameterizedTest
    @MethodSource("doubtful")
    void anAnswerThatIsLostOrUnclearIsDoubt(Reply reply) {
        hub.borealis.says(account, reply);

        assertDoubt();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE r SYSTEM \"STUB/r.dtd\">|",
                "<!DOCTYPE r [<!ENTITY e SYSTEM \"STUB/e\">]>|&e;",
                "<!DOCTYPE r [<!ENTITY % e SYSTEM \"STUB/e\">%e;]>|",
                "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>|&e;",
                "<!DOCTYPE r [<!ENTITY a \"0\"><!ENTITY e \"&a;&a;\">]>|&e;",
                "<?xml-stylesheet href=\"STUB/s.xsl\"?>|<i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" href=\"STUB/i\"/>",
                "|<x xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x STUB/x.xsd\"/>",
            })
    void nothingIsFetchedForAnAnswer(String parts) {
        String prolog = parts.substring(0, parts.indexOf('|'))
                .replace("STUB", hub.aurora.uri().toString());
        String within = parts.substring(parts.indexOf('|') + 1)
                .replace("STUB", hub.aurora.uri().toString());
        int before = hub.aurora.calls().size();
        hub.borealis.answers(
                account,
                call -> Reply.answer(
                        200, prolog + Enrolments.answer(Enrolments.text(call, "MessageId"), "00" + within, "t-1")));

        assertDoubt();
        assertThat(hub.aurora.calls()).hasSize(before);
    }

    @Test
    void entitiesThatMultiplyAreNeverMultiplied() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 30; i++) {
            laughs.append(
                    "<!ENTITY l%d \"%s\">".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
        }
        hub.borealis.answers(
                account,
                call -> Reply.answer(
                        200,
                        laughs.append("]>") + Enrolments.answer(Enrolments.text(call, "MessageId"), "00", "&l29;")));

        assertDoubt();
    }

    @Test
    void anAnswerIsReadInItsOwnEncoding() {
        assertThat(tokenOfAnswerIn("ISO-8859-1", ISO_8859_1)).isEqualTo("t-é");
        assertThat(tokenOfAnswerIn("UTF-16", UTF_16)).isEqualTo("t-é");
    }

    private static String tokenOfAnswerIn(String declared, Charset charset) {
        String account = anAccount();
        hub.source.says(
                account, CardList.of(account).with(Enrolments.card("c-2")).reply());
        hub.borealis.answers(
                account,
                call -> Reply.answer(
                        200,
                        ("<?xml version=\"1.0\" encoding=\"" + declared + "\"?>"
                                        + Enrolments.answer(Enrolments.text(call, "MessageId"), "00", "t-é"))
                                .getBytes(charset)));
        return hub.register(all(account)).at("/cards/0/tokenReference").asText();
    }

    @Test
    void commentsPrefixesAndWhiteSpaceBetweenElementsDoNotMatter() {
        hub.borealis.answers(account, call -> Reply.answer(200, """
            \ufeff<?xml version="1.0"?><!-- fine -->
            <b:CardEnrolmentResponse xmlns:b="urn:borealis:enrolment:1" version="2">
              <b:New>1</b:New>
              <b:Result><![CDATA[0]]>&#48;</b:Result>
              <b:MessageId>%s</b:MessageId>
              <b:TokenId>t<!-- -->-1</b:TokenId>
            </b:CardEnrolmentResponse>
            """.formatted(Enrolments.text(call, "MessageId"))));

        assertThat(hub.register(all(account)).at("/cards/0/tokenReference").asText())
                .isEqualTo("t-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"555555", "51051051"})
    void aCardWithoutAnIssuerCodeIsBorealisByItsBin(String bin) {
        lists(Enrolments.card("c-2").replace("\"issuer\":\"borealis\",", "").replace("555555", bin));

        assertThat(hub.register(all(account)).at("/cards/0/issuer").asText()).isEqualTo("borealis");
    }

    @Test
    void theCardsOfOneRegistrationGoToTheirOwnIssuers() {
        hub.source.says(
                account,
                CardList.of(account)
                        .with(CardList.card("c-1"))
                        .with(Enrolments.card("c-2"))
                        .reply());

        JsonNode resource = hub.register(all(account));

        assertThat(Json.each(resource.path("cards"), "issuer")).containsExactly("aurora", "borealis");
        assertThat(Json.each(resource.path("cards"), "status")).containsExactly("APPROVED", "APPROVED");
        assertThat(hub.aurora.calls(account)).hasSize(1);
        assertThat(hub.borealis.calls(account)).hasSize(1);
    }

    private static String approval(Call call) {
        return Enrolments.answer(Enrolments.text(call, "MessageId"), "00", "t-1");
    }

    private JsonNode named(String name) {
        return hub.register("""
            {"account":{"id":"%s"},"device":{"id":"tv-77","type":"TV","name":%s},"cards":{"all":true}}""".formatted(account, escaped(name)));
    }

    /** As escapes: not every HTTP client lets such characters pass. */
    private static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        name.chars().forEach(unit -> text.append("\\u%04x".formatted(unit)));
        return '"' + text.toString() + '"';
    }

    private void lists(String card) {
        hub.source.says(account, CardList.of(account).with(card).reply());
    }

    private void assertNotRepresentable(JsonNode card, String detail) {
        assertThat(card.path("status").asText()).isEqualTo("REJECTED");
        assertThat(card.at("/reason/code").asText()).isEqualTo("not-representable");
        assertThat(card.at("/reason/detail").asText()).isEqualTo(detail);
        assertThat(card.path("attempts").asInt()).isZero();
        assertThat(hub.borealis.calls(account)).isEmpty();
    }

    private void assertDoubt() {
        JsonNode card = hub.awaitCard(hub.begin(all(account)), "IN_DOUBT");

        assertThat(card.path("inDoubt").asBoolean()).isTrue();
        assertThat(card.at("/reason/code").asText()).isEqualTo("outcome-unknown");
        assertThat(card.path("tokenReference").isNull()).isTrue();
        assertThat(hub.borealis.calls(account)).hasSize(1);
    }

    private Call onlyCall() {
        assertThat(hub.borealis.calls(account)).hasSize(1);
        return hub.borealis.calls(account).get(0);
    }
}
