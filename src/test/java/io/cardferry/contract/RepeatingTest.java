package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubFixture.selecting;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same request again, and another one under the same key. */
class RepeatingTest {

    @RegisterExtension
    static final HubFixture hub = new HubFixture();

    private final String account = anAccount();
    private final String key = aKey();

    @Test
    void aRepeatedRequestIsAnsweredWithTheFirstOnesRegistration() {
        HttpResponse<String> first = hub.post(key, all(account));

        HttpResponse<String> again = hub.post(key, all(account), "Prefer", "wait=3");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Preference-Applied")).contains("wait=3");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(hub.source.calls(account)).hasSize(1);
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    @Test
    void aRepeatedRequestWaitsLikeAFirstOneAndIs202WhileTheWorkGoesOn() {
        CountDownLatch decided = new CountDownLatch(1);
        hub.aurora.answers(account, call -> Reply.after(decided, HubFixture.approved(call)));
        HttpResponse<String> first = hub.post(key, all(account), "Prefer", "wait=0");
        HttpResponse<String> impatient = hub.post(key, all(account), "Prefer", "wait=0");
        decided.countDown();
        HttpResponse<String> patient = hub.post(key, all(account), "Prefer", "wait=30");

        assertThat(List.of(first.statusCode(), impatient.statusCode(), patient.statusCode()))
                .containsExactly(202, 202, 200);
        assertThat(impatient.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(impatient.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(patient).at("/cards/0/status").asText()).isEqualTo("APPROVED");
    }

    @Test
    void sixtyFourEqualRequestsAtOnceAreOneRegistration() throws Exception {
        int equal = 64;
        CountDownLatch all = new CountDownLatch(equal);
        Callable<HttpResponse<String>> knock = () -> {
            all.countDown();
            all.await();
            return hub.post(key, all(account), "Prefer", "wait=30");
        };
        ExecutorService callers = Executors.newFixedThreadPool(equal);
        try {
            List<Future<HttpResponse<String>>> answers = callers.invokeAll(
                    IntStream.range(0, equal).mapToObj(i -> knock).toList());

            List<HttpResponse<String>> responses =
                    answers.stream().map(RepeatingTest::got).toList();
            assertThat(responses).extracting(HttpResponse::statusCode).containsOnlyOnce(201);
            assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(200, 201);
            assertThat(responses)
                    .extracting(
                            response -> json(response).path("registrationId").asText())
                    .containsOnly(json(responses.get(0)).path("registrationId").asText());
            assertThat(responses)
                    .filteredOn(response -> response.headers()
                            .firstValue("Idempotency-Replayed")
                            .isPresent())
                    .hasSize(equal - 1);
            assertThat(hub.source.calls(account)).hasSize(1);
            assertThat(hub.aurora.calls(account)).hasSize(1);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void whiteSpaceFieldOrderUnknownFieldsAndTheOrderOfReferencesDoNotCount() {
        hub.post(key, """
            {"account":{"id":"%s"},"device":{"id":"tv","type":"TV"},"cards":{"refs":["c-1","c-2"]},
             "terms":{"id":"t","version":"3","acceptedAt":"2026-11-22T10:15:00Z"}}""".formatted(account));

        HttpResponse<String> again = hub.post(key, """
            { "cards": { "refs": ["c-2", "c-1"], "replaceExisting": false, "all": null }, "more": [1, {"x": null}],
              "terms": { "acceptedAt": "2026-11-22T11:15:00.000+01:00", "version": "3", "id": "t" },
              "device": { "type": "TV", "id": "tv", "name": null, "colour": "black" },
              "account": { "assertion": null, "id": "%s" } }""".formatted(account));

        assertThat(again.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'account':{'id':'ACC'},'device':{'id':'tv','type':'PC'},'cards':{'all':true}}",
                "{'account':{'id':'ACC'},'device':{'id':'TV','type':'TV'},'cards':{'all':true}}",
                "{'account':{'id':'ACC'},'device':{'id':'tv','type':'TV','name':''},'cards':{'all':true}}",
                "{'account':{'id':'ACC ','assertion':null},'device':{'id':'tv','type':'TV'},'cards':{'all':true}}",
                "{'account':{'id':'ACC','assertion':'x'},'device':{'id':'tv','type':'TV'},'cards':{'all':true}}",
                "{'account':{'id':'ACC'},'device':{'id':'tv','type':'TV'},'cards':{'refs':['c-1']}}",
                "{'account':{'id':'ACC'},'device':{'id':'tv','type':'TV'},'cards':{'all':true,'replaceExisting':true}}",
                "{'account':{'id':'ACC'},'device':{'id':'tv','type':'TV'},'cards':{'all':true},"
                        + "'terms':{'id':'t','version':'3','acceptedAt':'2026-11-22T10:15:00Z'}}",
            })
    void anotherRequestUnderTheSameKeyIsRefused(String other) {
        String first = "{'account':{'id':'ACC'},'device':{'id':'tv','type':'TV'},'cards':{'all':true}}";
        hub.post(key, body(first));

        HttpResponse<String> reused = hub.post(key, body(other), "Prefer", "wait=1");

        assertThat(reused.statusCode()).isEqualTo(422);
        assertThat(json(reused).path("type").asText()).isEqualTo("urn:cardferry:problem:idempotency-key-reused");
        assertThat(reused.headers().firstValue("Preference-Applied")).isEmpty();
        assertThat(hub.post(key, body(first)).statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusedRequestDoesNotTakeItsKey() {
        assertThat(hub.post(key, "{}").statusCode()).isEqualTo(422);

        assertThat(hub.post(key, all(account)).statusCode()).isEqualTo(201);
    }

    @Test
    void keysAreTakenVerbatim() {
        String odd = "a b\"\\;=,%20é".replace("é", "~") + aKey();
        assertThat(hub.post(odd, all(account)).statusCode()).isEqualTo(201);
        assertThat(hub.post(odd, all(account)).statusCode()).isEqualTo(200);

        assertThat(hub.post(odd.toUpperCase(java.util.Locale.ROOT), all(account))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void equalRequestsUnderTwoKeysAreTwoRegistrations() {
        String one = hub.register(selecting(account, "\"refs\":[\"c-9\"]"))
                .path("registrationId")
                .asText();

        assertThat(hub.register(selecting(account, "\"refs\":[\"c-9\"]"))
                        .path("registrationId")
                        .asText())
                .isNotEqualTo(one);
    }

    private String body(String template) {
        return template.replace('\'', '"').replace("ACC", account);
    }

    private static HttpResponse<String> got(Future<HttpResponse<String>> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
