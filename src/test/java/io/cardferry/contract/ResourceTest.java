package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubFixture.decided;
import static io.cardferry.contract.HubFixture.selecting;
import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static io.cardferry.contract.Json.keys;
import static io.cardferry.contract.Json.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The registration resource and its history, key by key. */
class ResourceTest {

    @RegisterExtension
    static final HubFixture hub = new HubFixture();

    private final String account = anAccount();

    @Test
    void anApprovedCardShowsWhereItCameFromAndWhatBecameOfIt() {
        Instant before = Instant.now().minusMillis(1);

        JsonNode resource = hub.register(all(account));

        assertThat(keys(resource))
                .containsExactly(
                        "registrationId",
                        "status",
                        "reason",
                        "account",
                        "device",
                        "createdAt",
                        "updatedAt",
                        "discovery",
                        "cards");
        UUID id = UUID.fromString(resource.path("registrationId").asText());
        assertThat(id.version()).isEqualTo(7);
        assertThat(resource.path("reason").isNull()).isTrue();
        assertThat(resource.path("account")).isEqualTo(json("{\"id\":" + quoted(account) + "}"));
        assertThat(resource.path("device"))
                .isEqualTo(json("{\"id\":\"tv-77\",\"type\":\"TV\",\"name\":\"Living room TV\"}"));
        Instant createdAt = Instant.parse(resource.path("createdAt").asText());
        Instant updatedAt = Instant.parse(resource.path("updatedAt").asText());
        assertThat(createdAt).isBetween(before, updatedAt);
        assertThat(Duration.between(updatedAt, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(-1));
        assertThat(resource.path("discovery")).isEqualTo(json("""
                    {"complete":true,"sources":[
                      {"source":"phone-wallet","status":"OK","cards":1,"asOf":"2026-11-22T10:00:00.000Z"}]}"""));
        JsonNode card = resource.at("/cards/0");
        String requestId = card.path("issuerRequestId").asText();
        assertThat(UUID.fromString(requestId).version()).isEqualTo(7);
        assertThat(card).isEqualTo(json("""
            {"cardRef":"c-1","source":"phone-wallet","issuer":"aurora","brand":"VISA","last4":"1111",
             "status":"APPROVED","inDoubt":false,"issuerRequestId":"%s","tokenReference":"tok-%s","reason":null,
             "attempts":1,"nextAttemptAt":null,"verificationMethods":[]}""".formatted(requestId, requestId)));
        assertThat(hub.resource(id.toString())).isEqualTo(resource);
    }

    @Test
    void aCardThatNoSourceKnowsHasNothingButItsReference() {
        JsonNode resource = hub.register(selecting(account, "\"refs\":[\"c-404\"]"));

        assertThat(resource.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(resource.at("/cards/0")).isEqualTo(json("""
            {"cardRef":"c-404","source":null,"issuer":null,"brand":null,"last4":null,"status":"REJECTED",
             "inDoubt":false,"issuerRequestId":null,"tokenReference":null,
             "reason":{"code":"card-not-found","detail":null},"attempts":0,"nextAttemptAt":null,
             "verificationMethods":[]}"""));
    }

    @Test
    void aCardThatNeedsVerificationShowsTheWays() {
        hub.aurora.answers(
                account,
                call -> decided(
                        call,
                        "REQUIRE_ADDITIONAL_AUTHENTICATION",
                        "\"tokenReference\":\"tok-v\",\"activationMethods\":[{\"id\":\"m1\",\"type\":\"SMS\",\"hint\":\"** 42\",\"x\":1},"
                                + "{\"id\":\"m2\",\"type\":\"APP\"}]"));

        JsonNode card = hub.register(all(account)).at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("VERIFICATION_REQUIRED");
        assertThat(card.path("tokenReference").asText()).isEqualTo("tok-v");
        assertThat(card.path("verificationMethods").toString())
                .isEqualTo("[{\"id\":\"m1\",\"type\":\"SMS\",\"hint\":\"** 42\"},"
                        + "{\"id\":\"m2\",\"type\":\"APP\",\"hint\":null}]");
    }

    @Test
    void aDeclinedCardShowsTheIssuersOwnCode() {
        hub.aurora.answers(account, call -> decided(call, "DECLINED", "\"reasonCode\":\"51\""));

        JsonNode card = hub.register(all(account)).at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("DECLINED");
        assertThat(card.path("reason")).isEqualTo(json("{\"code\":\"issuer-declined\",\"detail\":\"51\"}"));
    }

    @Test
    void aFailedRegistrationSaysWhyAndHasNoCards() {
        hub.source.says(account, Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}"));

        JsonNode resource = hub.register(all(account));

        assertThat(resource.path("status").asText()).isEqualTo("FAILED");
        assertThat(resource.path("reason")).isEqualTo(json("{\"code\":\"account-unknown\",\"detail\":null}"));
        assertThat(resource.path("cards")).isEmpty();
        assertThat(resource.path("discovery")).isEqualTo(json("""
                    {"complete":true,"sources":[
                      {"source":"phone-wallet","status":"ACCOUNT_UNKNOWN","cards":0,"asOf":null}]}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a%2Fb",
                "100%",
                "a?b=c",
                "a#b",
                "a b",
                "+",
                "ümläut",
                "\uD83D\uDE00",
                "a\\\"b",
                "...",
                "a;b=c",
                "\u00a0",
                "\u202e",
                "<script>",
                "'; DROP TABLE registration; --",
                "{{cardferry.http.port}}",
                "${body}",
            })
    void anyCharacterOfAnAccountIdOrADevicesNameComesBackAsItWas(String odd) {
        String escaped = odd.startsWith("a\\") ? "a\"b" : odd;
        String id = account + escaped;
        hub.register("""
            {"account":{"id":%s},"device":{"id":%s,"type":"OTHER","name":%s},"cards":{"all":true}}""".formatted(quoted(id), quoted(escaped), quoted(escaped)));

        String requestId =
                json(hub.aurora.calls(id).get(0).text()).path("requestId").asText();
        JsonNode sent = json(hub.aurora.calls(id).get(0).text());
        assertThat(requestId).isNotEmpty();
        assertThat(sent.path("walletAccountId").asText()).isEqualTo(id);
        assertThat(sent.at("/device/id").asText()).isEqualTo(escaped);
        assertThat(sent.at("/device/name").asText()).isEqualTo(escaped);
        String registrationId = hub.aurora.calls(id).get(0).header("X-Correlation-Id");
        assertThat(hub.resource(registrationId).at("/account/id").asText()).isEqualTo(id);
        assertThat(hub.resource(registrationId).at("/device/name").asText()).isEqualTo(escaped);
    }

    @Test
    void theHistoryTellsEveryStateAndExchangeOldestFirst() {
        String id = hub.register(all(account)).path("registrationId").asText();

        JsonNode entries = hub.history(id);

        assertThat(each(entries, "event"))
                .containsExactly(
                        "received",
                        "source-answered",
                        "cards-found",
                        "card-found",
                        "attempt-begun",
                        "attempt-ended",
                        "completed");
        assertThat(each(entries, "to"))
                .containsExactly("RECEIVED", "", "PROCESSING", "PENDING", "SUBMITTING", "APPROVED", "COMPLETED");
        assertThat(each(entries, "at"))
                .isSorted()
                .allSatisfy(at -> assertThat(at).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"));
        assertThat(keys(entries.path(0))).containsExactly("at", "event", "to");
        JsonNode source = entries.path(1);
        assertThat(source.path("outcome").asText()).isEqualTo("OK");
        assertThat(source.path("latencyMs").isIntegralNumber()).isTrue();
        assertThat(source.path("detail").asText()).startsWith("phone-wallet");
        JsonNode ended = entries.path(5);
        assertThat(ended.path("cardRef").asText()).isEqualTo("c-1");
        assertThat(ended.path("from").asText()).isEqualTo("SUBMITTING");
        assertThat(ended.path("attempt").asInt()).isEqualTo(1);
        assertThat(ended.path("outcome").asText()).isEqualTo("decided");
        assertThat(ended.path("latencyMs").isIntegralNumber()).isTrue();
    }

    @Test
    void aDeviceWithoutANameHasNone() {
        JsonNode resource = json(hub.post(aKey(), """
            {"account":{"id":"%s"},"device":{"id":"d","type":"PC"},"cards":{"all":true}}""".formatted(account)));

        assertThat(resource.path("device").path("name").asText(null)).isNull();
    }
}
