package io.cardferry.contract;

import static io.cardferry.contract.CardList.card;
import static io.cardferry.contract.CardList.leastCard;
import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubFixture.selecting;
import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static io.cardferry.contract.Json.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the card source is asked, and what its answers mean. */
class DiscoveryTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.sources.phone-wallet.response-timeout", "3s")
            .with("cardferry.sources.phone-wallet.retry.first-delay", "10ms")
            .with("cardferry.sources.phone-wallet.retry.max-delay", "20ms")
            .with("cardferry.sources.phone-wallet.retry.max-attempts", "2");

    private final String account = anAccount();

    @Once
    @Test
    void theSourceIsAskedOnceWithTheseHeadersAndNoOthers() {
        JsonNode resource = json(hub.post(aKey(), all(account), "traceparent", TRACE, "X-Other", "x", "Cookie", "a=b"));

        assertThat(hub.source.calls(account)).hasSize(1);
        Call call = hub.source.calls(account).get(0);
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.body()).isEmpty();
        assertThat(call.header("Accept")).isEqualTo("application/json");
        assertThat(call.header("X-Request-Id"))
                .isEqualTo(resource.path("registrationId").asText());
        assertThat(call.header("traceparent")).isEqualTo(TRACE);
        assertThat(call.headers().keySet())
                .isSubsetOf("Accept", "X-request-id", "Traceparent", "Host", "Connection", "User-agent");
    }

    @Once
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "00-00000000000000000000000000000000-b7ad6b7169203331-01", TRACE + "-more"})
    void aTraceThatIsNoneIsReplaced(String trace) {
        hub.post(aKey(), all(account), "traceparent", trace);

        assertThat(hub.source.calls(account).get(0).header("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    }

    @Test
    void theAssertionGoesToTheSourceEachTimeItIsAskedAndNowhereElse() {
        String assertion = "eyJhbGciOiJub25lIn0 .x~";
        hub.source.answers(account, after(1, Reply.answer(503, "")));

        JsonNode resource = json(hub.post(aKey(), """
            {"account":{"id":"%s","assertion":"%s"},"device":{"id":"d","type":"TV"},"cards":{"all":true}}""".formatted(account, assertion), "Prefer", "wait=30"));

        assertThat(resource.at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(hub.source.calls(account)).hasSize(2);
        assertThat(hub.source.calls(account))
                .allSatisfy(
                        call -> assertThat(call.header("X-Account-Assertion")).isEqualTo(assertion));
        assertThat(hub.aurora.calls(account).get(0).headers()).doesNotContainKey("X-account-assertion");
        assertThat(resource.toString()).doesNotContain(assertion);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b | a%2Fb",
                "a%b | a%25b",
                "a%2Fb | a%252Fb",
                "a?b=c&d | a%3Fb%3Dc%26d",
                "a#b | a%23b",
                "a b+c | a%20b%2Bc",
                "ü€ | %C3%BC%E2%82%AC",
                "\uD83D\uDE00 | %F0%9F%98%80",
                "../.. | ..%2F..",
                "a;b | a%3Bb",
                "a:b@c | a%3Ab%40c",
                "a\\b | a%5Cb",
                "{{x}} | %7B%7Bx%7D%7D",
                "${body} | %24%7Bbody%7D",
                "a\"b | a%22b",
            })
    void theAccountIsOneSegmentOfThePathExactlyEncoded(String id, String segment) {
        String suffix = account;

        JsonNode resource = hub.register(all(id + suffix));

        assertThat(resource.at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(hub.source.calls(id + suffix).get(0).rawPath())
                .isEqualTo("/accounts/" + segment + suffix + "/cards");
    }

    @Once
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "rubbish",
                "<html/>",
                "{'accountId':ACC}",
                "{'accountId':ACC,'cards':{}}",
                "{'cards':[]}",
                "{'accountId':'another','cards':[]}",
                "{'accountId':ACC,'accountId':ACC,'cards':[]}",
                "{'accountId':ACC,'complete':'yes','cards':[]}",
                "{'accountId':ACC,'cards':[]} {}",
                "{'accountId':ACC,'cards':[null]}",
                "{'accountId':ACC,'cards':[{'issuer':'aurora','last4':'1111','status':'ACTIVE','sealedCard':JWE}]}",
                "{'accountId':ACC,'cards':[{'cardRef':'c','issuer':'aurora','status':'ACTIVE','sealedCard':JWE}]}",
                "{'accountId':ACC,'cards':[{'cardRef':'c','issuer':'aurora','last4':'1111','sealedCard':JWE}]}",
                "{'accountId':ACC,'cards':[{'cardRef':'c','issuer':'aurora','last4':'1111','status':'ACTIVE'}]}",
                "{'accountId':ACC,'cards':[{'cardRef':'c','last4':'1111','status':'ACTIVE','sealedCard':JWE}]}",
                "{'accountId':ACC,'cards':[{'cardRef':'','issuer':'aurora','last4':'1111','status':'ACTIVE','sealedCard':JWE}]}",
                "{'accountId':ACC,'cards':[{'cardRef':'c','issuer':'aurora','last4':'1111','status':'ACTIVE','sealedCard':'4111111111111111'}]}",
                "{'accountId':ACC,'cards':[{'cardRef':'c','bin':'41111','last4':'1111','status':'ACTIVE','sealedCard':JWE}]}",
            })
    void anAnswerThatIsNoValidListIsAFailure(String body) {
        String answer = body.replace('\'', '"').replace("ACC", quoted(account)).replace("JWE", quoted(CardList.SEALED));
        hub.source.says(account, Reply.answer(200, answer));

        assertSourceUnavailable("FAILED");
    }

    @Once
    @Test
    void tooManyCardsTooLongATextOrTooLongAnAnswerIsAFailure() {
        CardList list = CardList.of(account);
        hub.source.says(account, cards(201).reply());
        assertSourceUnavailable("FAILED");
        hub.source.says(account, list.with(card("c".repeat(65))).reply());
        assertSourceUnavailable("FAILED");
        hub.source.says(
                account,
                list.with(card("c-1").replace("c2VhbGVk", "x".repeat(8200))).reply());
        assertSourceUnavailable("FAILED");
        hub.source.says(account, Reply.answer(200, list.text() + " ".repeat(10_000_000)));
        assertSourceUnavailable("FAILED");
    }

    @Once
    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 206, 301, 302, 307, 400, 401, 403, 409, 410, 429, 500, 502, 503, 504})
    void anyOtherStatusIsAFailureAndARedirectIsNotFollowed(int status) {
        String elsewhere = anAccount();
        hub.source.says(
                account,
                Reply.answer(
                        status,
                        status == 204
                                ? ""
                                : CardList.of(account).with(card("c-1")).text(),
                        "Location",
                        hub.source.uri() + "/accounts/" + elsewhere + "/cards"));

        assertSourceUnavailable("FAILED");
        assertThat(hub.source.calls(elsewhere)).isEmpty();
    }

    @Once
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"code\":\"NOT_FOUND\"}",
                "<html>no such page</html>",
                "{\"code\":[\"ACCOUNT_UNKNOWN\"]}"
            })
    void anyOther404IsAFailure(String body) {
        hub.source.says(account, Reply.answer(404, body));

        assertSourceUnavailable("FAILED");
    }

    @Test
    void an404ThatSaysSoMeansThatTheAccountIsUnknown() {
        hub.source.says(account, Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\",\"message\":\"?\"}"));

        JsonNode resource = hub.register(selecting(account, "\"refs\":[\"c-1\"]"));

        assertThat(resource.path("status").asText()).isEqualTo("FAILED");
        assertThat(resource.at("/reason/code").asText()).isEqualTo("account-unknown");
        assertThat(resource.at("/discovery/complete").asBoolean()).isTrue();
        assertThat(hub.source.calls(account)).hasSize(1);
    }

    @Test
    void anEmptyListMeansThatThereAreNoCards() {
        hub.source.says(account, CardList.of(account).reply());

        JsonNode resource = hub.register(all(account));

        assertThat(resource.path("status").asText()).isEqualTo("FAILED");
        assertThat(resource.at("/reason/code").asText()).isEqualTo("no-cards");
    }

    @Once
    @Test
    void aSourceThatDoesNotAnswerInTimeIsLate() {
        hub.source.says(account, Reply.silence());

        assertSourceUnavailable("LATE");
    }

    @Once
    @Test
    void aDrippingAnswerDoesNotStretchTheResponseTimeout() {
        hub.source.says(account, Reply.dripping(200, CardList.of(account).text()));

        assertSourceUnavailable("LATE");
    }

    @Once
    @Test
    void aConnectionThatEndsBeforeOrWithinTheAnswerIsAFailure() {
        hub.source.says(account, Reply.dropped());
        assertSourceUnavailable("FAILED");
        hub.source.says(account, Reply.half(200, CardList.of(account).text()));
        assertSourceUnavailable("FAILED");
    }

    @Test
    void whileTheSourceIsAskedAgainTheAnswerIs202AndOnceItIsBackTheRegistrationGoesOn() {
        hub.source.answers(account, after(1, Reply.answer(500, "")));

        String id = hub.begin(all(account));

        hub.awaitCard(id, "APPROVED");
        assertThat(each(hub.history(id), "event")).contains("discovery-postponed");
        assertThat(hub.resource(id).path("reason").isNull()).isTrue();
        assertThat(hub.source.calls(account)).hasSize(2);
    }

    @Test
    void twoHundredCardsAreNotTooMany() {
        hub.source.says(account, cards(200).reply());

        JsonNode resource = hub.register(all(account));

        assertThat(each(resource.path("cards"), "status")).hasSize(200).containsOnly("APPROVED");
        assertThat(resource.at("/discovery/sources/0/cards").asInt()).isEqualTo(200);
    }

    @Once
    @Test
    void unknownFieldsAndAbsentOptionalOnesAreNoHindrance() {
        hub.source.says(account, Reply.answer(200, """
                    {"accountId":%s,"x":{"y":[1]},"asOf":null,"cards":[
                     {"cardRef":"c-1","bin":"411111","last4":"1111","status":"ACTIVE","sealedCard":"%s","z":1,
                      "registeredOn":null,"panReference":null,"brand":null,"expiry":null,"issuer":null}]}""".formatted(quoted(account), CardList.SEALED)));

        JsonNode resource = hub.register(all(account));

        assertThat(resource.at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(resource.at("/cards/0/issuer").asText()).isEqualTo("aurora");
        assertThat(resource.at("/discovery/complete").asBoolean())
                .as("absent means false")
                .isFalse();
        assertThat(resource.at("/discovery/sources/0/status").asText()).isEqualTo("OK");
    }

    @Test
    void aCardThatCannotBeRegisteredIsRejectedAndNeverSent() {
        hub.source.says(
                account,
                CardList.of(account)
                        .with(leastCard("c-1", "EXPIRED"))
                        .with(leastCard("c-2", "SUSPENDED"))
                        .with(leastCard("c-3", "LOST"))
                        .with(leastCard("c-4", "ACTIVE").replace("aurora", "nobody"))
                        .with(leastCard("c-5", "ACTIVE").replace("\"issuer\":\"aurora\"", "\"bin\":\"999999\""))
                        .with(leastCard("c-6", "ACTIVE"))
                        .reply());

        JsonNode cards = hub.register(all(account)).path("cards");

        assertThat(each(cards, "status"))
                .containsExactly("REJECTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "APPROVED");
        assertThat(cards)
                .extracting(card -> card.at("/reason/code").asText())
                .startsWith("card-expired", "card-suspended")
                .containsSequence("issuer-not-supported", "issuer-not-supported");
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    @Test
    void selectedCardsAreFoundUnderTheirPlainAndTheirQualifiedName() {
        hub.source.says(
                account,
                CardList.of(account)
                        .with(card("c-1"))
                        .with(card("c-2"))
                        .with(card("c-3"))
                        .with(card("nobody/c-4"))
                        .reply());

        JsonNode cards = hub.register(selecting(
                        account, "\"refs\":[\"phone-wallet/c-3\",\"c-1\",\"watch-wallet/c-2\",\"nobody/c-4\"]"))
                .path("cards");

        assertThat(each(cards, "cardRef")).containsExactly("c-3", "c-1", "watch-wallet/c-2", "nobody/c-4");
        assertThat(each(cards, "status")).containsExactly("APPROVED", "APPROVED", "REJECTED", "APPROVED");
        assertThat(cards.at("/2/reason/code").asText()).isEqualTo("card-not-found");
    }

    @Test
    void aCardIsNotFoundOnlyOnceTheListIsComplete() {
        CardList list = CardList.of(account).with(card("c-1"));
        hub.source.answers(
                account,
                inTurn(list.incomplete().reply(), list.with(card("c-2")).reply()));

        JsonNode resource = hub.register(selecting(account, "\"refs\":[\"c-2\"]"));

        assertThat(each(resource.path("cards"), "status")).containsExactly("APPROVED");
        assertThat(hub.source.calls(account)).hasSize(2);
    }

    private void assertSourceUnavailable(String status) {
        int before = hub.source.calls(account).size();

        String id = hub.begin(all(account));
        JsonNode resource =
                hub.awaitResource(id, it -> "FAILED".equals(it.path("status").asText()));

        assertThat(resource.at("/reason/code").asText()).isEqualTo("source-unavailable");
        assertThat(resource.path("cards")).isEmpty();
        assertThat(resource.at("/discovery/complete").asBoolean()).isFalse();
        assertThat(each(resource.at("/discovery/sources"), "status")).containsExactly(status);
        assertThat(hub.source.calls(account))
                .as("as often as the policy allows")
                .hasSize(before + 2);
    }

    private CardList cards(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> card("c-" + i))
                .reduce(CardList.of(account), CardList::with, (one, other) -> other);
    }

    /** This reply so many times, and then a list of one card. */
    private Function<Call, Reply> after(int times, Reply first) {
        AtomicInteger calls = new AtomicInteger();
        return call -> calls.incrementAndGet() <= times
                ? first
                : CardList.of(account).with(card("c-1")).reply();
    }

    private static Function<Call, Reply> inTurn(Reply first, Reply second) {
        AtomicInteger calls = new AtomicInteger();
        return call -> calls.incrementAndGet() == 1 ? first : second;
    }
}
