package io.cardferry.contract;

import static io.cardferry.contract.CardList.card;
import static io.cardferry.contract.CardList.leastCard;
import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static io.cardferry.contract.Json.keys;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The account's cards, so that a device can show them and let the person choose; nothing is registered. */
@Once
class CardListsTest {

    private static final String PATH = "/v1/card-lists";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Reply UNKNOWN = Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}");

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.sources.watch-wallet.enabled", "true")
            // Long enough that all of a flood arrives while it is waited for.
            .with("cardferry.sources.phone-wallet.response-timeout", "30s")
            .with("cardferry.sources.watch-wallet.response-timeout", "3s");

    private final String account = anAccount();
    private final CardList cards = CardList.of(account);

    @Test
    void everyCardIsShownAsItsSourceListsIt() {
        hub.source.says(account, cards.with(card("c-1")).reply());
        hub.watch.says(
                account,
                CardList.of(account)
                        .with(leastCard("w-1", "ACTIVE"))
                        .incomplete()
                        .reply());

        JsonNode list = list();

        assertThat(keys(list)).containsExactly("discovery", "cards");
        assertThat(list.path("discovery").toString()).isEqualTo("""
            {"complete":false,"sources":[\
            {"source":"phone-wallet","status":"OK","cards":1,"asOf":"2026-11-22T10:00:00.000Z"},\
            {"source":"watch-wallet","status":"OK","cards":1,"asOf":"2026-11-22T10:00:00.000Z"}]}""");
        assertThat(list.at("/cards/0").toString()).isEqualTo("""
            {"cardRef":"c-1","source":"phone-wallet","issuer":"aurora","brand":"VISA","last4":"1111",\
            "expiry":"2029-04","registeredOn":{"type":"PHONE","name":"Phone"},"registrable":true,"reason":null}""");
        assertThat(list.at("/cards/1").toString()).isEqualTo("""
            {"cardRef":"w-1","source":"watch-wallet","issuer":"aurora","brand":null,"last4":"1111",\
            "expiry":null,"registeredOn":null,"registrable":true,"reason":null}""");
    }

    @Test
    void theSourcesAreAskedWithAnIdOfThisAskTheCallersTraceAndItsAssertion() {
        String body = """
            {"account":{"id":"%s","assertion":"proof"},"device":{"id":"tv-1","type":"TV"}}""".formatted(account);

        hub.ask(PATH, body, "traceparent", TRACE);
        hub.ask(PATH, body);

        List<Call> calls = hub.source.calls(account);
        assertThat(calls)
                .hasSize(2)
                .allSatisfy(
                        call -> assertThat(call.header("X-Account-Assertion")).isEqualTo("proof"));
        assertThat(calls.get(0).header("traceparent")).isEqualTo(TRACE);
        assertThat(calls.get(1).header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(calls.get(0).header("X-Request-Id"))
                .matches("[0-9a-f-]{36}")
                .isNotEqualTo(calls.get(1).header("X-Request-Id"));
        assertThat(hub.get("/v1/registrations/" + calls.get(0).header("X-Request-Id"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCardIsNotRegistrableForTheReasonThatItsRegistrationIsRejectedWith() {
        hub.source.says(
                account,
                cards.with(leastCard("c-1", "EXPIRED"))
                        .with(leastCard("c-2", "SUSPENDED"))
                        .with(leastCard("c-3", "LOST"))
                        .with(leastCard("c-4", "ACTIVE").replace("aurora", "nobody"))
                        .reply());
        hub.watch.says(account, UNKNOWN);

        JsonNode listed = list().path("cards");
        JsonNode registered = hub.register(all(account)).path("cards");

        assertThat(each(listed, "registrable")).containsOnly("false").hasSize(4);
        assertThat(listed)
                .extracting(card -> card.at("/reason/code").asText())
                .containsExactly("card-expired", "card-suspended", "card-suspended", "issuer-not-supported");
        assertThat(listed)
                .extracting(card -> card.path("reason"))
                .isEqualTo(List.of(
                        registered.at("/0/reason"),
                        registered.at("/1/reason"),
                        registered.at("/2/reason"),
                        registered.at("/3/reason")));
    }

    @Test
    void aCardThatIsInForceOnTheDeviceNamesTheRegistrationAndIsRegistrableOnAnother() {
        String par = "\"panReference\":\"par-" + account + "\"";
        hub.source.says(account, UNKNOWN);
        hub.watch.says(account, cards.with(card("w-1", par)).reply());
        String id = hub.register(all(account)).path("registrationId").asText();

        // The same card, by another source's name of it.
        hub.source.says(account, cards.with(card("c-1", par)).with(card("c-2")).reply());
        hub.watch.says(account, UNKNOWN);
        JsonNode here = list().path("cards");
        JsonNode elsewhere = json(hub.ask(PATH, body("another-device"))).path("cards");

        assertThat(each(here, "cardRef")).containsExactly("c-1", "c-2");
        assertThat(here.at("/0/registrable").asBoolean()).isFalse();
        assertThat(here.at("/0/reason").toString())
                .isEqualTo("{\"code\":\"already-registered\",\"detail\":\"" + id + "\"}");
        assertThat(here.at("/1/registrable").asBoolean()).isTrue();
        assertThat(each(elsewhere, "registrable")).containsOnly("true");
    }

    @Test
    void oneCardOfTwoSourcesAppearsOnceUnderTheFreshestNameAndTwoCardsOfOneNameAppearTwice() {
        String par = "\"panReference\":\"par-" + account + "\"";
        hub.source.says(account, cards.with(card("c-1", par)).with(card("c-2")).reply());
        hub.watch.says(
                account,
                cards.asOf("2026-11-22T11:00:00Z")
                        .with(card("w-1", par))
                        .with(card("c-2"))
                        .reply());

        JsonNode listed = list().path("cards");

        assertThat(each(listed, "cardRef")).containsExactly("w-1", "c-2", "c-2");
        assertThat(each(listed, "source")).containsExactly("watch-wallet", "phone-wallet", "watch-wallet");
        assertThat(each(listed, "registrable")).containsOnly("true");
    }

    @Test
    void aSourceThatIsLateOrDownMakesTheListIncompleteAndIsNotAskedAgain() {
        hub.source.says(account, Reply.answer(500, ""));
        hub.watch.says(account, Reply.silence());

        HttpResponse<String> nothing = hub.ask(PATH, body("tv-77"));
        hub.source.says(account, cards.with(card("c-1")).reply());
        JsonNode some = list();

        assertThat(nothing.statusCode()).isEqualTo(200);
        assertThat(each(json(nothing).at("/discovery/sources"), "status")).containsExactly("FAILED", "LATE");
        assertThat(json(nothing).at("/discovery/complete").asBoolean()).isFalse();
        assertThat(json(nothing).path("cards")).isEmpty();
        assertThat(some.at("/discovery/complete").asBoolean()).isFalse();
        assertThat(each(some.path("cards"), "cardRef")).containsExactly("c-1");
        assertThat(hub.source.calls(account)).hasSize(2);
    }

    @Test
    void anAccountThatNobodyKnowsHasACompleteEmptyList() {
        hub.source.says(account, UNKNOWN);
        hub.watch.says(account, UNKNOWN);

        JsonNode list = list();

        assertThat(each(list.at("/discovery/sources"), "status")).containsOnly("ACCOUNT_UNKNOWN");
        assertThat(list.at("/discovery/complete").asBoolean()).isTrue();
        assertThat(list.path("cards")).isEmpty();
    }

    @Test
    void moreListsThanTheHubMakesAtOnceAreTurnedAwayAndRegistrationsAndHealthGoOn() {
        CountDownLatch slow = new CountDownLatch(1);
        hub.source.answers(account, call -> Reply.after(slow, cards.reply()));
        hub.watch.says(account, UNKNOWN);

        List<CompletableFuture<HttpResponse<String>>> flood = IntStream.range(0, 700)
                .mapToObj(i -> hub.askLater(PATH, body("tv-77")))
                .toList();
        CompletableFuture<HttpResponse<String>> turnedAway = CompletableFuture.anyOf(
                        flood.toArray(CompletableFuture[]::new))
                .thenApply(first -> {
                    @SuppressWarnings("unchecked")
                    HttpResponse<String> response = (HttpResponse<String>) first;
                    return response;
                });

        assertThat(turnedAway.join().statusCode()).isEqualTo(429);
        assertThat(turnedAway.join().headers().firstValue("Retry-After")).isPresent();
        assertThat(turnedAway.join().body()).contains("urn:cardferry:problem:too-many-requests");
        JsonNode registered = hub.register(all(anAccount()));
        assertThat(registered.at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(hub.get("/health/ready").statusCode()).isEqualTo(200);
        slow.countDown();
        assertThat(flood.stream().map(answer -> answer.join().statusCode()).distinct())
                .containsExactlyInAnyOrder(200, 429);
        assertThat(hub.ask(PATH, body("tv-77")).statusCode())
                .as("every place is free again")
                .isEqualTo(200);
    }

    @Test
    void aListNeedsNoKeyAndIsNoRegistration() {
        int before = hub.aurora.calls().size();

        assertThat(hub.ask(PATH, body("tv-77"), "Idempotency-Key", aKey()).statusCode())
                .isEqualTo(200);
        assertThat(hub.ask(PATH, body("tv-77")).headers().map()).doesNotContainKey("location");

        assertThat(hub.aurora.calls().size()).isEqualTo(before);
    }

    private JsonNode list() {
        HttpResponse<String> response = hub.ask(PATH, body("tv-77"));
        assertThat(response.statusCode()).isEqualTo(200);
        return json(response);
    }

    private String body(String device) {
        return """
            {"account":{"id":"%s"},"device":{"id":"%s","type":"TV"}}""".formatted(account, device);
    }
}
