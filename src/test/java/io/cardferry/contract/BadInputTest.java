package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.each;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every problem that a caller of this part of the API can cause, and the place that it names. */
@Once
class BadInputTest {

    @RegisterExtension
    static final HubFixture hub = new HubFixture();

    private static final String BODY = all("acc-1001");
    private static final String JSON_TYPE = "Content-Type: application/json\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{]",
                "not json",
                "{'account':{'id':'a','id':'b'},'device':{'id':'d','type':'TV'},'cards':{'all':true}}",
                "{'account':{'id':'a'},'device':{'id':'d','type':'TV'},'cards':{'all':true}} {}",
                "{'account':{'id':'a'},'device':{'id':'d','type':'TV'},'cards':{'all':true},}",
                "{'account':{'id':'a'},'device':{'id':'d','type':'TV'},'cards':{'all':NaN}}",
                "{'account':{'id':'a\u0001'},'device':{'id':'d','type':'TV'},'cards':{'all':true}}",
                "{'account':{'id':'a'},/* */'device':{'id':'d','type':'TV'},'cards':{'all':true}}",
            })
    void aBodyThatIsNotJsonIsMalformed(String body) {
        assertProblem(hub.post(aKey(), body.replace('\'', '"')), 400, "malformed-json");
    }

    @Test
    void aDeepBodyIsMalformedAndHarmsNobody() {
        assertProblem(hub.post(aKey(), "[".repeat(30_000)), 400, "malformed-json");
        assertProblem(hub.post(aKey(), "{\"a\":".repeat(10_000)), 400, "malformed-json");
        assertProblem(
                hub.post(aKey(), "{\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"), 400, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
    void aBodyInAnotherEncodingIsMalformed(String charset) throws Exception {
        byte[] body = all("acc-ü").getBytes(charset);

        HttpResponse<String> response = hub.send(hub.request("/v1/registrations")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", aKey())
                .POST(BodyPublishers.ofByteArray(body))
                .build());

        assertProblem(response, 400, "malformed-json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /account /device /cards",
                "[] | ``",
                "null | ``",
                "'text' | ``",
                "17 | ``",
                "{'account':'a','device':[],'cards':7} | /account /device /cards",
                "{'account':null,'device':null,'cards':null,'terms':null} | /account /device /cards",
                "{'account':{},'device':{},'cards':{}} | /account/id /device/id /device/type /cards",
                "{'account':{'id':7},'device':{'id':true,'type':[]},'cards':{'all':'true'}} "
                        + "| /account/id /device/id /device/type /cards/all",
                "{'account':{'id':''},'device':{'id':'','type':''},'cards':{'all':true}} "
                        + "| /account/id /device/id /device/type",
                "{'account':{'id':'.'},D,'cards':{'all':true}} | /account/id",
                "{'account':{'id':'..'},D,'cards':{'all':true}} | /account/id",
                "{'account':{'id':'a\\u0000'},D,'cards':{'all':true}} | /account/id",
                "{'account':{'id':'a\\u007f'},D,'cards':{'all':true}} | /account/id",
                "{'account':{'id':'a\\ud800'},D,'cards':{'all':true}} | /account/id",
                "{A,'device':{'id':'a\\nb','type':'TV'},'cards':{'all':true}} | /device/id",
                "{A,'device':{'id':'d','type':'tv'},'cards':{'all':true}} | /device/type",
                "{A,'device':{'id':'d','type':'FRIDGE'},'cards':{'all':true}} | /device/type",
                "{A,'device':{'id':'d','type':'TV','name':5},'cards':{'all':true}} | /device/name",
                "{A,D,'cards':{'all':true,'refs':['c-1']}} | /cards",
                "{A,D,'cards':{'all':false}} | /cards/all",
                "{A,D,'cards':{'refs':[]}} | /cards/refs",
                "{A,D,'cards':{'refs':'c-1'}} | /cards/refs",
                "{A,D,'cards':{'refs':['c-1','c-1']}} | /cards/refs/1",
                "{A,D,'cards':{'refs':['c-1',null]}} | /cards/refs/1",
                "{A,D,'cards':{'refs':['']}} | /cards/refs/0",
                "{A,D,'cards':{'all':true,'replaceExisting':1}} | /cards/replaceExisting",
                "{A,D,'cards':{'all':true},'terms':'yes'} | /terms",
                "{A,D,'cards':{'all':true},'terms':{}} | /terms/id /terms/version /terms/acceptedAt",
                "{A,D,'cards':{'all':true},'terms':{'id':'t','version':'3','acceptedAt':'2026-11-22'}} "
                        + "| /terms/acceptedAt",
                "{A,D,'cards':{'all':true},'terms':{'id':'t','version':3,'acceptedAt':'2026-02-30T10:15:00Z'}} "
                        + "| /terms/version /terms/acceptedAt",
                "{'account':{'id':'a','assertion':'x\\r\\ny'},D,'cards':{'all':true}} | /account/assertion",
                "{'account':{'id':'a','assertion':''},D,'cards':{'all':true}} | /account/assertion",
            })
    void everyMissingOrWrongFieldIsNamed(String template, String pointers) {
        String body = template.replace('\'', '"')
                .replace("{A,", "{\"account\":{\"id\":\"a\"},")
                .replace(",D,", ",\"device\":{\"id\":\"d\",\"type\":\"TV\"},");

        JsonNode problem = assertProblem(hub.post(aKey(), body), 422, "invalid-request");

        assertThat(each(problem.path("errors"), "pointer")).containsExactlyInAnyOrder(pointers.split(" "));
    }

    @Test
    void theLengthsOfFieldsAreCountedInCharacters() {
        String wave = "\uD83C\uDF0A";
        assertProblem(post("a".repeat(129), "d", "n"), 422, "invalid-request");
        assertProblem(post("a", "d".repeat(65), "n"), 422, "invalid-request");
        assertProblem(post("a", "d", wave.repeat(65)), 422, "invalid-request");
        assertProblem(hub.post(aKey(), withAssertion("x".repeat(4097))), 422, "invalid-request");

        assertThat(post(anAccount() + wave.repeat(88), "d".repeat(64), wave.repeat(64))
                        .statusCode())
                .isEqualTo(201);
        assertThat(hub.post(aKey(), withAssertion("x".repeat(4096))).statusCode())
                .isEqualTo(201);
    }

    @Test
    void moreThanFiftyReferencesAreTooMany() {
        String refs = "\"r\",".repeat(50) + "\"r\"";

        JsonNode problem = assertProblem(
                hub.post(aKey(), HubFixture.selecting("a", "\"refs\":[" + refs + "]")), 422, "invalid-request");

        assertThat(each(problem.path("errors"), "pointer")).contains("/cards/refs");
    }

    @Test
    void noProblemRepeatsAnAccountIdAnAssertionOrACardNumber() {
        String body = """
            {"account":{"id":"acc-secret\\u0001","assertion":"assertion-secret\\n"},
             "device":{"id":"d","type":"4111111111111111"},"cards":{"refs":["ref-secret","ref-secret"]}}""";

        assertThat(hub.post(aKey(), body).body()).doesNotContain("secret").doesNotContain("4111111111");
    }

    @Test
    void aMissingKeyIsNamed() {
        assertHeaderProblem(hub.post(null, BODY), 400, "missing-idempotency-key", "Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Idempotency-Key: k\u00e9y", "Idempotency-Key:", "Idempotency-Key: a\r\nIdempotency-Key: b"})
    void aKeyThatIsNotPrintableAsciiOrGivenTwiceIsInvalid(String line) {
        String answer = RawSocket.post(hub.uri("/"), JSON_TYPE + line + "\r\n", BODY);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("urn:cardferry:problem:invalid-idempotency-key");
    }

    @Test
    void aKeyHasUpTo255Characters() {
        assertHeaderProblem(hub.post("k".repeat(256), BODY), 400, "invalid-idempotency-key", "Idempotency-Key");
        assertThat(hub.post("k".repeat(219) + aKey(), all(anAccount())).statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/json; charset=iso-8859-1",
                "x",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded"
            })
    void anotherMediaTypeIsNotSupported(String type) {
        HttpResponse<String> response = hub.send(hub.request("/v1/registrations")
                .header("Content-Type", type)
                .header("Idempotency-Key", aKey())
                .POST(BodyPublishers.ofString(BODY))
                .build());

        assertHeaderProblem(response, 415, "unsupported-media-type", "Content-Type");
    }

    @Test
    void anEncodedBodyIsNotSupported() {
        assertHeaderProblem(
                hub.post(aKey(), BODY, "Content-Encoding", "gzip"), 415, "unsupported-media-type", "Content-Encoding");
    }

    @Test
    void aBodyOver64KiBIsRefusedBeforeItIsParsed() {
        String filled = BODY + " ".repeat(64 * 1024 - BODY.length());

        assertProblem(hub.post(aKey(), filled + " "), 413, "payload-too-large");
        assertProblem(hub.post(aKey(), "x".repeat(5_000_000)), 413, "payload-too-large");
        assertThat(hub.post(aKey(), filled).statusCode()).isEqualTo(201);
    }

    @Test
    void aBodyOver64KiBInChunksIsRefusedAsWell() {
        String chunk = "2000\r\n" + " ".repeat(0x2000) + "\r\n";

        String answer = RawSocket.exchange(
                hub.uri("/"),
                "POST /v1/registrations HTTP/1.1\r\nHost: x\r\nIdempotency-Key: k\r\n" + JSON_TYPE
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(9) + "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("urn:cardferry:problem:payload-too-large");
    }

    @Test
    void headersThatAreTooLargeAreRefused() {
        assertProblem(hub.post(aKey(), BODY, "X-Large", "x".repeat(20_000)), 431, "headers-too-large");
        assertThat(RawSocket.exchange(hub.uri("/"), "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("urn:cardferry:problem:headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/registration",
                "/v1/registrations/",
                "/v2/registrations",
                "/v1/registrations/x/y",
                "/v1/registrations/not-an-id",
                "/v1/registrations/1-1-1-1-1",
                "/favicon.ico",
                "/v1/registrations/00000000-0000-7000-8000-000000000000",
                "/v1/registrations/00000000-0000-7000-8000-000000000000/history",
            })
    void thereIsNothingElse(String path) {
        HttpResponse<String> response = hub.get(path);

        // One more slash names the same list, which has no GET.
        assertThat(response.statusCode()).isIn(404, path.endsWith("registrations/") ? 405 : 404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/registrations, POST",
        "PUT, /v1/registrations, POST",
        "DELETE, /v1/registrations/00000000-0000-7000-8000-000000000000, 'GET, HEAD'",
        "POST, /v1/registrations/00000000-0000-7000-8000-000000000000/history, 'GET, HEAD'",
        "OPTIONS, /v1/registrations, POST",
        "PATCH, /health/live, 'GET, HEAD'",
        "POST, /metrics, 'GET, HEAD'",
    })
    void aMethodThatAPathDoesNotHaveIsRefusedAndTheOthersAreNamed(String method, String path, String allow) {
        HttpResponse<String> response = hub.send(
                hub.request(path).method(method, BodyPublishers.noBody()).build());

        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).contains(allow);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/registrations/%2F HTTP/1.1\r\nHost: x",
                "GET /v1//registrations HTTP/1.1\r\nHost: x",
                "GET /v1/registrations/..;/x HTTP/1.1\r\nHost: x",
                "GET /v1/%2e%2e/registrations HTTP/1.1\r\nHost: x",
                "GET /v1/registrations/%zz HTTP/1.1\r\nHost: x",
                "GET /v1/registrations/%00 HTTP/1.1\r\nHost: x",
                "GET v1 HTTP/1.1\r\nHost: x",
                "GET /health/live HTTP/1.1",
                "GET /health/live HTTP/1.1\r\nHost: x\r\nHost: y",
                "GET /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2",
                "POST /v1/registrations HTTP/1.1\r\nHost: x\r\nContent-Length: -1",
                "POST /v1/registrations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip",
                "POST /v1/registrations HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked",
                "TOTAL nonsense",
                "GET /health/live HTTP/9.9\r\nHost: x",
            })
    void whatIsNotHttpOrAmbiguousIsABadRequest(String head) {
        String answer = RawSocket.exchange(hub.uri("/"), head + "\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("Content-Type: application/problem+json")
                .contains("urn:cardferry:problem:bad-request")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("org.eclipse");
    }

    /** A gateway may forbid a path; what it lets through must not be that path. */
    @ParameterizedTest
    @CsvSource({
        "POST /v1/registrations/SEARCH, 404",
        "POST /v1/registrations/Search, 404",
        "POST /v1/registrations/search;x, 404",
        "POST /v1/registrations/search/, 404",
        "POST /v1/Card-Lists, 404",
        "GET /v1/registrations/{id}, 200",
        "GET /v1/registrations/{id};a=b, 404"
    })
    void aPathInAnotherSpellingIsAnotherPath(String request, int status) {
        String id = hub.register(all(anAccount())).path("registrationId").asText();
        String head = request.replace("{id}", id)
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n";

        String answer = RawSocket.exchange(hub.uri("/"), head + "Connection: close\r\n\r\n{}");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void headersAndParametersOfARequestSteerNothing() {
        String account = anAccount();
        String query = "/v1/registrations?Idempotency-Key=q&CamelHttpPath=/x&id=1";
        HttpResponse<String> response = hub.send(hub.request(query)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", aKey())
                .header("CamelHttpUri", "http://127.0.0.1:1/")
                .header("CamelHttpPath", "/elsewhere")
                .header("CamelHttpResponseCode", "299")
                .header("X-Injected", "x")
                .header("registrationId", "x")
                .POST(BodyPublishers.ofString(all(account)))
                .build());

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().map())
                .doesNotContainKeys("x-injected", "registrationid", "id", "idempotency-key");
        assertThat(hub.source.calls(account)).hasSize(1);
        assertThat(hub.source.calls(account).get(0).headers()).doesNotContainKey("X-injected");
        assertThat(hub.aurora.calls(account)).hasSize(1);
        assertThat(hub.aurora.calls(account).get(0).headers()).doesNotContainKeys("X-injected", "Camelhttpuri");
    }

    private static HttpResponse<String> post(String account, String device, String name) {
        return hub.post(aKey(), """
            {"account":{"id":"%s"},"device":{"id":"%s","type":"TV","name":"%s"},"cards":{"all":true}}""".formatted(account, device, name));
    }

    private static String withAssertion(String assertion) {
        return """
            {"account":{"id":"%s","assertion":"%s"},"device":{"id":"d","type":"TV"},"cards":{"all":true}}""".formatted(anAccount(), assertion);
    }

    private static JsonNode assertProblem(HttpResponse<String> response, int status, String code) {
        JsonNode problem = json(response);
        assertThat(problem.path("type").asText()).isEqualTo("urn:cardferry:problem:" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status).isEqualTo(response.statusCode());
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        return problem;
    }

    private static void assertHeaderProblem(HttpResponse<String> response, int status, String code, String header) {
        JsonNode problem = assertProblem(response, status, code);
        assertThat(each(problem.path("errors"), "header")).containsExactly(header);
    }
}
