package io.cardferry.contract;

import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.postgres.Once;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be wrong with a search or with a request for a card list, and the place that the problem names. */
@Once
class BadQuestionTest {

    private static final String SEARCH = "/v1/registrations/search";
    private static final String LISTS = "/v1/card-lists";

    @RegisterExtension
    static final HubFixture hub = new HubFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | ``",
                "null | ``",
                "'text' | ``",
                "{'accountId':''} | /accountId",
                "{'accountId':7,'deviceId':[],'cardRef':{},'issuer':true} | /accountId /deviceId /cardRef /issuer",
                "{'accountId':'a\\u0000'} | /accountId",
                "{'accountId':'a\\ud800'} | /accountId",
                "{'deviceId':'a\\nb'} | /deviceId",
                "{'cardRef':''} | /cardRef",
                "{'tokenReference':''} | /tokenReference",
                "{'issuer':'a\\u007f'} | /issuer",
                "{'issuerRequestId':'x'} | /issuerRequestId",
                "{'issuerRequestId':'1-1-1-1-1'} | /issuerRequestId",
                "{'issuerRequestId':17} | /issuerRequestId",
                "{'cardStatus':'approved'} | /cardStatus",
                "{'cardStatus':''} | /cardStatus",
                "{'cardStatus':['APPROVED']} | /cardStatus",
                "{'updatedSince':'2026-11-22'} | /updatedSince",
                "{'updatedSince':'2026-11-22T10:15Z'} | /updatedSince",
                "{'updatedSince':'2026-02-30T10:15:00Z'} | /updatedSince",
                "{'updatedSince':1795342500} | /updatedSince",
                "{'limit':0} | /limit",
                "{'limit':201} | /limit",
                "{'limit':-1} | /limit",
                "{'limit':1.5} | /limit",
                "{'limit':'50'} | /limit",
                "{'limit':99999999999999999999} | /limit",
                "{'cursor':5} | /cursor",
                "{'cardStatus':'x','limit':0,'issuerRequestId':'x'} | /issuerRequestId /cardStatus /limit",
            })
    void everyWrongFieldOfASearchIsNamed(String template, String pointers) {
        assertWrong(SEARCH, template, pointers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /account /device",
                "[] | ``",
                "{'account':null,'device':7} | /account /device",
                "{'account':{},'device':{}} | /account/id /device/id /device/type",
                "{'account':{'id':'..'},'device':{'id':'d','type':'TV'}} | /account/id",
                "{'account':{'id':'a\\u0000'},'device':{'id':'d','type':'TV'}} | /account/id",
                "{'account':{'id':'a','assertion':'x\\ny'},'device':{'id':'d','type':'tv'}} | /account/assertion /device/type",
                "{'account':{'id':'a'},'device':{'id':'','type':'TV','name':5}} | /device/id /device/name",
            })
    void everyMissingOrWrongFieldOfAListIsNamed(String template, String pointers) {
        assertWrong(LISTS, template, pointers);
    }

    @Test
    void theLengthsOfFieldsAreCountedInCharacters() {
        String wave = "\uD83C\uDF0A";
        assertThat(search("accountId", wave.repeat(128))).isEqualTo(200);
        assertThat(search("accountId", wave.repeat(129))).isEqualTo(422);
        assertThat(search("deviceId", wave.repeat(64))).isEqualTo(200);
        assertThat(search("deviceId", wave.repeat(65))).isEqualTo(422);
        assertThat(search("cardRef", wave.repeat(96))).isEqualTo(200);
        assertThat(search("cardRef", wave.repeat(97))).isEqualTo(422);
        assertThat(search("tokenReference", "t".repeat(512))).isEqualTo(200);
        assertThat(search("tokenReference", "t".repeat(513))).isEqualTo(422);
        assertThat(search("issuer", "i".repeat(64))).isEqualTo(200);
        assertThat(search("issuer", "i".repeat(65))).isEqualTo(422);
        assertThat(search("updatedSince", "0000-01-01T00:00:00Z")).isEqualTo(200);
        assertThat(search("updatedSince", "9999-12-31T23:59:59.999999999Z")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {SEARCH, LISTS})
    void aBodyMustBeJsonThatSaysNothingTwice(String path) {
        assertThat(hub.ask(path, "{").statusCode()).isEqualTo(400);
        assertThat(hub.ask(path, "{\"accountId\":\"a\",\"accountId\":\"a\"}").statusCode())
                .isEqualTo(400);
        assertThat(hub.ask(path, " ".repeat(64 * 1024 + 1)).statusCode()).isEqualTo(413);
        HttpResponse<String> form = hub.send(hub.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("accountId=a"))
                .build());
        assertThat(form.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {SEARCH, LISTS})
    void aQuestionIsPosted(String path) {
        HttpResponse<String> response = hub.get(path);

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow").orElseThrow()).contains("POST");
    }

    @Test
    void noProblemRepeatsWhatItIsAbout() {
        String body = """
            {"accountId":"acc-secret\\u0001","cardRef":"","tokenReference":"token-secret\\n","cardStatus":"4111111111111111"}""";

        assertThat(hub.ask(SEARCH, body).body()).doesNotContain("secret").doesNotContain("41111");
    }

    private static int search(String field, String value) {
        return hub.ask(SEARCH, "{\"" + field + "\":" + Json.quoted(value) + "}").statusCode();
    }

    private static void assertWrong(String path, String template, String pointers) {
        HttpResponse<String> response = hub.ask(path, template.replace('\'', '"'));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(json(response).path("type").asText()).isEqualTo("urn:cardferry:problem:invalid-request");
        assertThat(each(json(response).path("errors"), "pointer")).containsExactlyInAnyOrder(pointers.split(" "));
    }
}
