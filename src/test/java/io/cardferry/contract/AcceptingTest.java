package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubFixture.decided;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POST /v1/registrations: what is answered when, and how long the caller waits. */
class AcceptingTest {

    @RegisterExtension
    static final HubFixture hub = new HubFixture().with("cardferry.http.wait-max", "2s");

    private final String account = anAccount();

    @Test
    void whatEndsWithinTheWaitIs201WithItsLocationAndTheCardApproved() {
        HttpResponse<String> response = hub.post(aKey(), all(account));

        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode resource = json(response);
        assertThat(header(response, "Location"))
                .isEqualTo(
                        "/v1/registrations/" + resource.path("registrationId").asText());
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "Retry-After")).isNull();
        assertThat(header(response, "Preference-Applied")).isNull();
        assertThat(header(response, "Idempotency-Replayed")).isNull();
        assertThat(resource.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(resource.at("/cards/0/status").asText()).isEqualTo("APPROVED");
    }

    @Test
    void whatFailsForGoodWithinTheWaitIs201AsWell() {
        hub.source.says(account, Reply.answer(404, "{\"code\":\"ACCOUNT_UNKNOWN\"}"));

        HttpResponse<String> response = hub.post(aKey(), all(account));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(json(response).path("status").asText()).isEqualTo("FAILED");
    }

    @Test
    void aCardThatWaitsForTheCardholderIsSettledSoTheAnswerIs201() {
        hub.aurora.answers(
                account, call -> decided(call, "REQUIRE_ADDITIONAL_AUTHENTICATION", "\"activationMethods\":[]"));

        HttpResponse<String> response = hub.post(aKey(), all(account));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(json(response).path("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void whatDoesNotEndWithinTheWaitIs202WithItsLocationAndWhenToAskAgain() {
        hub.source.says(account, Reply.answer(500, ""));

        HttpResponse<String> response = hub.post(aKey(), all(account), "Prefer", "wait=1");

        assertThat(response.statusCode()).isEqualTo(202);
        String id = json(response).path("registrationId").asText();
        assertThat(header(response, "Location")).isEqualTo("/v1/registrations/" + id);
        assertThat(Integer.parseInt(header(response, "Retry-After"))).isPositive();
        assertThat(hub.get(header(response, "Location")).statusCode()).isEqualTo(200);
    }

    @Test
    void whoAsksToRespondAsyncIsAnswered202AtOnceWhileTheWorkGoesOn() {
        HttpResponse<String> response = hub.post(aKey(), all(account), "Prefer", "respond-async");

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode resource = json(response);
        assertThat(resource.path("status").asText()).isIn("RECEIVED", "PROCESSING");
        hub.awaitCard(resource.path("registrationId").asText(), "APPROVED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "wait=1 | wait=1",
                "wait=0 | wait=0",
                "WAIT=1 | wait=1",
                "respond-async | respond-async",
                "respond-async, wait=1 | wait=1",
                "wait=1, respond-async | wait=1",
                "wait=1;foo=bar | wait=1",
                "wait=\"1\" | wait=1",
                "handling=lenient, wait=1 | wait=1",
                "wait=99999999999999999999 | wait=2",
                "wait=3600 | wait=2",
                "wait=abc | -",
                "wait=-1 | -",
                "wait=1.5 | -",
                "wait= | -",
                "wait | -",
                "return=minimal | -",
                "=;,\" | -",
            })
    void theHonouredPreferenceIsNamedAndAMalformedOneIsIgnored(String prefer, String applied) {
        HttpResponse<String> response = hub.post(aKey(), all(account), "Prefer", prefer);

        assertThat(response.statusCode()).isIn(201, 202);
        assertThat(header(response, "Preference-Applied")).isEqualTo(applied);
    }

    @Test
    void preferencesInSeveralHeadersCountTogether() {
        HttpResponse<String> response = hub.post(aKey(), all(account), "Prefer", "respond-async", "Prefer", "wait=2");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(header(response, "Preference-Applied")).isEqualTo("wait=2");
    }

    @Test
    void headAnswersAsGetWithoutABody() {
        String location = header(hub.post(aKey(), all(account)), "Location");
        HttpResponse<String> get = hub.get(location);

        HttpResponse<String> head = hub.send(hub.request(location)
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Type")).isEqualTo("application/json");
        assertThat(header(head, "Content-Length")).isEqualTo(header(get, "Content-Length"));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }
}
