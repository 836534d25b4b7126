package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubFixture.decided;
import static io.cardferry.contract.Json.json;
import static io.cardferry.contract.Json.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the issuer aurora gets to see, byte for byte, and what its answers mean. */
@Once
class AuroraTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .with("cardferry.issuers.aurora.response-timeout", "3s")
            .with("cardferry.issuers.aurora.retry.first-delay", "60s");

    private final String account = anAccount();

    @Test
    void theRequestIsThisJsonAndTheseHeaders() {
        JsonNode resource = json(hub.post(aKey(), """
            {"account":{"id":"%s","assertion":"the-assertion"},
             "device":{"id":"tv-77","type":"TV","name":"Wohnzimmer \\u00fc \\ud83d\\udcfa"},
             "terms":{"acceptedAt":"2026-11-22T11:15:00+01:00","version":"3","id":"wallet-terms"},
             "cards":{"all":true}}""".formatted(account), "traceparent", TRACE));

        Call call = onlyCall();
        String requestId = resource.at("/cards/0/issuerRequestId").asText();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.rawPath()).isEqualTo("/card-registrations");
        assertThat(call.text()).isEqualTo("""
            {"requestId":"%s","tokenRequestorId":"50110030273","panSource":"ACCOUNT_ON_FILE","walletAccountId":"%s",\
            "cardRef":"c-1","sealedCard":"%s","device":{"id":"tv-77","type":"TV","name":"Wohnzimmer ü 📺"},\
            "terms":{"id":"wallet-terms","version":"3","acceptedAt":"2026-11-22T10:15:00Z"}}""".formatted(requestId, account, CardList.SEALED));
        assertThat(call.header("Idempotency-Key")).isEqualTo(requestId);
        assertThat(call.header("X-Correlation-Id"))
                .isEqualTo(resource.path("registrationId").asText());
        assertThat(call.header("traceparent")).isEqualTo(TRACE);
        assertThat(call.header("Content-Type")).isEqualTo("application/json");
        assertThat(call.headers().keySet())
                .as("nothing else goes along")
                .isSubsetOf(
                        "Idempotency-key",
                        "X-correlation-id",
                        "Traceparent",
                        "Content-type",
                        "Content-length",
                        "Host",
                        "Connection",
                        "User-agent");
    }

    @Test
    void nameAndTermsAreLeftOutWhenAbsent() {
        hub.register("""
            {"account":{"id":"%s"},"device":{"id":"tv-77","type":"TV"},"cards":{"all":true}}""".formatted(account));

        assertThat(onlyCall().text()).endsWith("\"device\":{\"id\":\"tv-77\",\"type\":\"TV\"}}");
    }

    @Test
    void whoeverGivesNoTraceGetsOne() {
        hub.register(all(account));

        assertThat(onlyCall().header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    }

    @ParameterizedTest
    @CsvSource({
        "202, IN_DOUBT",
        "204, IN_DOUBT",
        "301, IN_DOUBT",
        "302, IN_DOUBT",
        "303, IN_DOUBT",
        "307, IN_DOUBT",
        "308, IN_DOUBT",
        "400, DEAD_LETTERED",
        "401, RETRY_SCHEDULED",
        "402, DEAD_LETTERED",
        "403, RETRY_SCHEDULED",
        "404, RETRY_SCHEDULED",
        "405, RETRY_SCHEDULED",
        "406, DEAD_LETTERED",
        "408, IN_DOUBT",
        "409, IN_DOUBT",
        "410, DEAD_LETTERED",
        "413, DEAD_LETTERED",
        "415, DEAD_LETTERED",
        "422, DEAD_LETTERED",
        "425, IN_DOUBT",
        "429, RETRY_SCHEDULED",
        "431, DEAD_LETTERED",
        "500, IN_DOUBT",
        "501, IN_DOUBT",
        "502, IN_DOUBT",
        "503, RETRY_SCHEDULED",
        "504, IN_DOUBT",
        "599, IN_DOUBT",
    })
    void eachStatusHasItsOutcome(int status, String expected) {
        // A decision in the body of another status than 200 and 201 is none.
        hub.aurora.answers(
                account,
                call -> Reply.answer(
                        status,
                        status == 204
                                ? ""
                                : "{\"requestId\":" + requestIdOf(call)
                                        + ",\"decision\":\"APPROVED\",\"tokenReference\":\"t\"}",
                        "Location",
                        hub.aurora.uri() + "/elsewhere"));

        JsonNode card = hub.awaitCard(hub.begin(all(account)), expected);

        assertThat(card.path("inDoubt").asBoolean()).isEqualTo(expected.equals("IN_DOUBT"));
        assertThat(card.path("attempts").asInt()).isEqualTo(1);
        assertThat(card.path("nextAttemptAt").isNull()).isEqualTo(expected.equals("DEAD_LETTERED"));
        assertThat(card.path("tokenReference").isNull()).isTrue();
        assertThat(hub.aurora.calls(account))
                .as("followed nowhere, and sent once")
                .hasSize(1);
    }

    @Test
    void aRefusedMessageIsADeadLetterAtOnce() {
        hub.aurora.says(account, Reply.answer(400, "{\"message\":\"no\"}"));

        JsonNode resource = hub.register(all(account));

        assertThat(resource.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(resource.at("/cards/0/reason/code").asText()).isEqualTo("issuer-refused-message");
    }

    @Test
    void a201WithADecisionIsADecision() {
        hub.aurora.answers(
                account,
                call -> Reply.answer(
                        201,
                        "{\"requestId\":" + requestIdOf(call)
                                + ",\"decision\":\"APPROVED\",\"tokenReference\":\"t-1\"}"));

        assertThat(hub.register(all(account)).at("/cards/0/tokenReference").asText())
                .isEqualTo("t-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "rubbish",
                "<html>busy</html>",
                "{'requestId':ID}",
                "{'requestId':ID,'decision':null}",
                "{'requestId':ID,'decision':'approved','tokenReference':'t'}",
                "{'requestId':ID,'decision':'MAYBE','tokenReference':'t'}",
                "{'requestId':ID,'decision':['APPROVED'],'tokenReference':'t'}",
                "{'requestId':ID,'decision':'APPROVED'}",
                "{'requestId':ID,'decision':'APPROVED','tokenReference':null}",
                "{'requestId':ID,'decision':'APPROVED','tokenReference':''}",
                "{'requestId':ID,'decision':'APPROVED','tokenReference':7}",
                "{'requestId':'another','decision':'APPROVED','tokenReference':'t'}",
                "{'decision':'APPROVED','tokenReference':'t'}",
                "{'decision':'DECLINED','reasonCode':'51'}",
                "{'requestId':ID,'decision':'APPROVED','decision':'DECLINED','tokenReference':'t'}",
                "{'requestId':ID,'decision':'APPROVED','tokenReference':'t'",
                "{'requestId':ID,'decision':'APPROVED','tokenReference':'t'} {}",
            })
    void a200WithoutAClearDecisionForThisRequestIsDoubt(String body) {
        hub.aurora.answers(
                account, call -> Reply.answer(200, body.replace('\'', '"').replace("ID", requestIdOf(call))));

        assertDoubt();
    }

    @Test
    void aHugeOrDeepAnswerIsDoubt() {
        String decision = "\"decision\":\"APPROVED\",\"tokenReference\":\"t\"";
        hub.aurora.answers(
                account,
                call -> Reply.answer(
                        200,
                        "{\"requestId\":" + requestIdOf(call) + "," + decision + ",\"x\":\"" + "x".repeat(70_000)
                                + "\"}"));
        assertDoubt();

        String other = anAccount();
        hub.aurora.answers(
                other,
                call -> Reply.answer(
                        200, "{\"requestId\":" + requestIdOf(call) + "," + decision + ",\"x\":" + "[".repeat(30_000)));
        hub.awaitCard(hub.begin(all(other)), "IN_DOUBT");
    }

    static Reply[] lostAnswers() {
        return new Reply[] {
            Reply.silence(),
            Reply.dropped(),
            Reply.half(200, "{\"requestId\":\"x\",\"decision\":\"APPROVED\"}"),
            Reply.dripping(200, "{\"requestId\":"),
        };
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void anAnswerThatIsLostIsDoubt(Reply lost) {
        hub.aurora.says(account, lost);

        assertDoubt();
    }

    @Test
    void aCaseInDoubtKeepsTheRegistrationOpen() {
        hub.aurora.says(account, Reply.answer(500, ""));
        String id = hub.begin(all(account));

        hub.awaitCard(id, "IN_DOUBT");

        assertThat(hub.resource(id).path("status").asText()).isEqualTo("PROCESSING");
    }

    @Test
    void retryAfterInSecondsIsObeyed() {
        assertNextAttemptIn("300", 300);
    }

    @Test
    void retryAfterAsADateIsObeyed() {
        Instant date = Instant.now().plusSeconds(400).truncatedTo(ChronoUnit.SECONDS);

        assertNextAttemptIn(DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "99999999999999999999", "Fri, 31 Dec 2100 23:59:59 GMT"})
    void retryAfterIsCappedByThePoliciesLongestDelay(String retryAfter) {
        assertNextAttemptIn(retryAfter, 15 * 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "", "Thu, 01 Jan 1970 00:00:00 GMT"})
    void withoutAUsefulRetryAfterThePolicyDecides(String retryAfter) {
        assertNextAttemptIn(retryAfter, 54);
    }

    /** Within six seconds either way: the policy's own delay is shortened by chance. */
    private void assertNextAttemptIn(String retryAfter, long seconds) {
        hub.aurora.says(account, Reply.answer(429, "", "Retry-After", retryAfter));

        String id = hub.begin(all(account));
        JsonNode card = hub.awaitCard(id, "RETRY_SCHEDULED");

        Instant next = Instant.parse(card.path("nextAttemptAt").asText());
        Instant now = Instant.parse(hub.resource(id).path("updatedAt").asText());
        assertThat(ChronoUnit.SECONDS.between(now, next)).isCloseTo(seconds, within(7L));
    }

    @Test
    void everyCardOfARegistrationHasARequestOfItsOwn() {
        hub.source.says(
                account,
                CardList.of(account)
                        .with(CardList.card("c-1"))
                        .with(CardList.card("c-2"))
                        .reply());
        hub.aurora.answers(
                account,
                call -> call.text().contains("\"c-1\"")
                        ? HubFixture.approved(call)
                        : decided(call, "DECLINED", "\"reasonCode\":\"05\""));

        JsonNode resource = hub.register(all(account));

        assertThat(Json.each(resource.path("cards"), "cardRef")).containsExactly("c-1", "c-2");
        assertThat(Json.each(resource.path("cards"), "status")).containsExactly("APPROVED", "DECLINED");
        assertThat(Json.each(resource.path("cards"), "issuerRequestId")).doesNotHaveDuplicates();
    }

    private void assertDoubt() {
        JsonNode card = hub.awaitCard(hub.begin(all(account)), "IN_DOUBT");

        assertThat(card.path("inDoubt").asBoolean()).isTrue();
        assertThat(card.at("/reason/code").asText()).isEqualTo("outcome-unknown");
        assertThat(card.path("tokenReference").isNull()).isTrue();
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    private Call onlyCall() {
        assertThat(hub.aurora.calls(account)).hasSize(1);
        return hub.aurora.calls(account).get(0);
    }

    private static String requestIdOf(Call call) {
        UUID id = UUID.fromString(json(call.text()).path("requestId").asText());
        return quoted(id.toString());
    }
}
