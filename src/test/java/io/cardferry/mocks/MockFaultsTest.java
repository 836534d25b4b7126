package io.cardferry.mocks;

import static io.cardferry.mocks.MockWorldClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.mocks.MockWorldClient.NoAnswer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of docs/mocks.md as a caller meets it, over real HTTP. */
class MockFaultsTest {

    private static MockWorld world;
    private static MockWorldClient mocks;

    private final String requestId = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        world = MockWorld.start(Path.of("."), MockSettings.on(0).answeringSlowlyAfter(Duration.ofMillis(50)));
        mocks = new MockWorldClient(world.base());
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void nothingIsWrong() {
        mocks.clear();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'fault':'slow','delayMs':20               | 200 | APPROVED          | 1",
                "'fault':'drip','delayMs':1                | 200 | APPROVED          | 1",
                "'fault':'unavailable'                     | 503 | UNAVAILABLE       | 0",
                "'fault':'busy'                            | 429 | BUSY              | 0",
                "'fault':'unauthorized'                    | 401 | UNAUTHORIZED      | 0",
                "'fault':'status','status':502             | 502 | STATUS_502        | 0",
                "'fault':'redirect'                        | 307 | MOVED             | 0",
                "'fault':'put-off'                         | 503 | BUSY              | 0",
                "'fault':'refuses'                         | 400 | MESSAGE_REFUSED   | 0",
                "'fault':'refuses','status':422            | 422 | MESSAGE_REFUSED   | 0",
                "'fault':'accept-and-fail'                 | 500 | INTERNAL_ERROR    | 1",
                "'fault':'accept-and-fail','status':408    | 408 | STATUS_408        | 1",
                "'fault':'accepted-only'                   | 202 | ACCEPTED          | 1",
                "'fault':'rubbish'                         | 200 | %%%               | 1",
                "'fault':'truncated'                       | 200 | requestId         | 1",
                "'fault':'another-request'                 | 200 | APPROVED          | 1",
                "'fault':'no-token'                        | 200 | APPROVED          | 1",
            })
    void auroraAnswersAsTheFaultSaysOnceAndThenAsEver(String fault, int status, String content, int effects) {
        mocks.switchOn("'issuer':'aurora','times':1," + fault);

        HttpResponse<String> faulty = register();
        HttpResponse<String> normal = register();

        assertThat(faulty.statusCode()).isEqualTo(status);
        assertThat(faulty.body()).contains(content);
        assertThat(mocks.faults().at("/0/applied").asInt()).isEqualTo(1);
        assertThat(normal.statusCode()).isEqualTo(200);
        assertThat(json(normal).path("requestId").asText()).isEqualTo(requestId);
        assertThat(json(normal).path("tokenReference").asText()).startsWith("AUR-");
        JsonNode count = mocks.effects(requestId);
        assertThat(count.path("received").asInt()).isEqualTo(2);
        assertThat(count.path("effects").asInt()).isEqualTo(1);
        assertThat(effects).isEqualTo(effectsOfOneSendUnder(fault));
    }

    /** Of another request id, which is sent once only. */
    private int effectsOfOneSendUnder(String fault) {
        mocks.switchOn("'issuer':'aurora','times':1," + fault);
        String another = UUID.randomUUID().toString();
        register(another);
        return mocks.effects(another).path("effects").asInt();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'fault':'unavailable'          | 503 | <Problem>UNAVAILABLE",
                "'fault':'put-off'              | 200 | <Result>91</Result>",
                "'fault':'refuses'              | 200 | <Result>30</Result>",
                "'fault':'refuses','status':400 | 400 | <Problem>",
                "'fault':'rubbish'              | 200 | %%%",
                "'fault':'truncated'            | 200 | <?xml",
                "'fault':'another-request'      | 200 | <Result>00</Result>",
                "'fault':'no-token'             | 200 | <TokenId></TokenId>",
            })
    void borealisSaysItInXml(String fault, int status, String content) {
        mocks.switchOn("'issuer':'borealis','times':1," + fault);

        HttpResponse<String> faulty = enrol();
        HttpResponse<String> normal = enrol();

        assertThat(faulty.statusCode()).isEqualTo(status);
        assertThat(faulty.headers().firstValue("Content-Type")).contains("application/xml; charset=UTF-8");
        assertThat(faulty.body()).contains(content);
        assertThat(normal.body())
                .contains("<MessageId>" + requestId + "</MessageId><Result>00</Result><TokenId>BOR-")
                .endsWith("</CardEnrolmentResponse>");
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsWrongWithAnAnswerIsWrongWithThatAnswerOnly() {
        mocks.switchOn("'issuer':'aurora','fault':'truncated','times':1");
        mocks.switchOn("'issuer':'aurora','fault':'another-request','times':1");
        mocks.switchOn("'issuer':'aurora','fault':'no-token','times':1");

        HttpResponse<String> truncated = register();
        HttpResponse<String> another = register();
        HttpResponse<String> withoutToken = register();

        assertThatThrownBy(() -> new ObjectMapper().readTree(truncated.body()));
        assertThat(json(another).path("requestId").asText()).isNotEmpty().isNotEqualTo(requestId);
        assertThat(json(withoutToken).path("requestId").asText()).isEqualTo(requestId);
        assertThat(json(withoutToken).has("tokenReference")).isFalse();
        assertThat(json(inquire()).path("tokenReference").asText()).startsWith("AUR-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"'accept-and-hang' | 1", "'accept-and-drop' | 1", "'hang-unseen' | 0", "'drop-unseen' | 0"})
    void aCallerThatGetsNoAnswerCanOnlyAsk(String fault, int effects) {
        mocks.switchOn("'issuer':'aurora','times':1,'fault':" + fault);

        assertThatThrownBy(this::registerImpatiently).isInstanceOf(NoAnswer.class);

        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(effects);
        assertThat(inquire().statusCode()).isEqualTo(effects == 1 ? 200 : 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "drop"})
    void whatIsProcessedLaterIsNeverSeenUntilThen(String silence) {
        mocks.switchOn(
                "'issuer':'aurora','fault':'processed-later','delayMs':4000,'times':1,'silence':'" + silence + "'");

        assertThatThrownBy(this::registerImpatiently).isInstanceOf(NoAnswer.class);

        assertThat(inquire().body()).isEqualTo("{\"code\":\"UNKNOWN_REQUEST\"}");
        assertThat(mocks.effects(requestId).path("effects").asInt()).isZero();
        Awaitility.await().untilAsserted(() -> assertThat(inquire().body()).contains("APPROVED"));
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(1);
    }

    @Test
    void aDuplicateIsRefusedOnlyOnceTheFirstTookEffect() {
        mocks.switchOn("'issuer':'aurora','fault':'unavailable','times':1");
        mocks.switchOn("'issuer':'aurora','fault':'duplicate-refused'");

        assertThat(register().statusCode()).isEqualTo(503);
        assertThat(register().statusCode()).isEqualTo(200);
        assertThat(register().statusCode()).isEqualTo(409);
        assertThat(register().statusCode()).isEqualTo(409);
        assertThat(inquire().body()).contains("APPROVED");
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(1);
    }

    @Test
    void anIssuerThatForgetsDoesItAgainAndKnowsNothingWhenAsked() {
        mocks.switchOn("'issuer':'aurora','fault':'forgets','afterSeconds':0");

        String first = register().body();

        assertThat(inquire().statusCode()).isEqualTo(404);
        assertThat(register().body()).isNotEqualTo(first);
        assertThat(mocks.effects(requestId).path("effects").asInt()).isEqualTo(2);
        assertThat(mocks.effects().at("/totals/doubled").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsNotOldEnoughIsNotForgotten() {
        mocks.switchOn("'issuer':'aurora','fault':'forgets','afterSeconds':3600");

        assertThat(register().body()).isEqualTo(register().body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'fault':'slow','delayMs':5 | 200 | APPROVED",
                "'fault':'unavailable'      | 503 | UNAVAILABLE",
                "'fault':'rubbish'          | 200 | %%%",
                "'fault':'another-request'  | 200 | APPROVED",
            })
    void anInquiryCanGoWrongToo(String fault, int status, String content) {
        register();
        mocks.switchOn("'issuer':'aurora','on':'inquiry','cardRef':'c-1','times':1," + fault);

        HttpResponse<String> faulty = inquire();

        assertThat(faulty.statusCode()).isEqualTo(status);
        assertThat(faulty.body()).contains(content);
        assertThat(json(inquire()).path("requestId").asText()).isEqualTo(requestId);
        assertThat(mocks.effects(requestId).path("inquiries").asInt()).isEqualTo(2);
    }

    @Test
    void whenToComeBackIsSaidAsAsked() {
        mocks.switchOn("'issuer':'aurora','fault':'unavailable','times':1,'retryAfterSeconds':7");
        mocks.switchOn("'issuer':'aurora','fault':'unavailable','times':1");
        mocks.switchOn("'issuer':'aurora','fault':'busy','times':1");

        assertThat(register().headers().firstValue("Retry-After")).contains("7");
        assertThat(register().headers().firstValue("Retry-After")).isEmpty();
        assertThat(register().headers().firstValue("Retry-After")).contains("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'fault':'slow','delayMs':5   | 200 | \"accountId\":\"acc-1001\"",
                "'fault':'drip','delayMs':0   | 200 | \"accountId\":\"acc-1001\"",
                "'fault':'unavailable'        | 503 | UNAVAILABLE",
                "'fault':'status','status':500 | 500 | INTERNAL_ERROR",
                "'fault':'rubbish'            | 200 | %%%",
                "'fault':'another-account'    | 200 | \"accountId\":\"another-account\"",
                "'fault':'not-found'          | 404 | NO_SUCH_ADDRESS",
                "'fault':'incomplete'         | 200 | \"complete\":false",
            })
    void aSourceAnswersAsTheFaultSays(String fault, int status, String content) {
        mocks.switchOn("'source':'phone-wallet','accountId':'acc-1001','times':1," + fault);

        HttpResponse<String> faulty = mocks.get("/phone-wallet/accounts/acc-1001/cards");

        assertThat(faulty.statusCode()).isEqualTo(status);
        assertThat(faulty.body()).contains(content).doesNotContain("ACCOUNT_UNKNOWN");
        assertThat(mocks.get("/phone-wallet/accounts/acc-1001/cards").body()).contains("\"complete\":true");
    }

    @Test
    void aCardCanCarryItsFaultWhichCountsForEachRequestIdAnew() {
        for (int i = 0; i < 2; i++) {
            String id = UUID.randomUUID().toString();
            assertThat(register(id, "acc-faults-aurora", "unavailable").statusCode())
                    .isEqualTo(503);
            assertThat(register(id, "acc-faults-aurora", "unavailable").statusCode())
                    .isEqualTo(503);
            assertThat(register(id, "acc-faults-aurora", "unavailable").statusCode())
                    .isEqualTo(200);
        }
        assertThat(mocks.faults()).isEmpty();
    }

    @Test
    void curlNeedsNoContentTypeToSwitchAFaultOn() {
        HttpResponse<String> answer = mocks.post(
                "/mock/faults",
                "{\"issuer\":\"aurora\",\"fault\":\"slow\",\"accountId\":\"a=b&c\"}",
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body())
                .startsWith("{\"id\":\"f-")
                .endsWith("\"issuer\":\"aurora\",\"on\":\"registration\",\"accountId\":\"a=b&c\",\"fault\":\"slow\","
                        + "\"applied\":0}");
    }

    @Test
    void whatIsWrongIsToldAsAProblem() {
        HttpResponse<String> answer = mocks.post("/mock/faults", "{\"issuer\":\"aurora\",\"fault\":\"sleepy\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo("/fault");
        assertThat(json(answer).path("status").asInt()).isEqualTo(422);
    }

    @Test
    void hangingCallsHoldUpNobodyAndAWorldThatClosesLetsThemGo() throws Exception {
        CompletableFuture<?>[] hanging = new CompletableFuture<?>[400];
        MockWorld other = MockWorld.start(Path.of("."), 0);
        try {
            MockWorldClient there = new MockWorldClient(other.base());
            there.switchOn("'source':'watch-wallet','fault':'hang-unseen'");
            HttpClient http = HttpClient.newHttpClient();
            for (int i = 0; i < hanging.length; i++) {
                hanging[i] = http.sendAsync(
                        there.request("/watch-wallet/accounts/acc-1014/cards").build(),
                        HttpResponse.BodyHandlers.ofString());
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(there.faults().at("/0/applied").asInt()).isEqualTo(hanging.length));

            assertThat(there.get("/phone-wallet/accounts/acc-1001/cards").statusCode())
                    .isEqualTo(200);
            assertThat(hanging).noneMatch(CompletableFuture::isDone);
        } finally {
            other.close();
        }

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> Arrays.stream(hanging).allMatch(CompletableFuture::isDone));
    }

    private HttpResponse<String> registerImpatiently() {
        return mocks.send(registration(requestId, "acc-1001", "c-1").timeout(Duration.ofSeconds(1)));
    }

    private HttpResponse<String> register() {
        return register(requestId);
    }

    private HttpResponse<String> register(String id) {
        return register(id, "acc-1001", "c-1");
    }

    private static HttpResponse<String> register(String id, String accountId, String cardRef) {
        return mocks.send(registration(id, accountId, cardRef));
    }

    private static HttpRequest.Builder registration(String id, String accountId, String cardRef) {
        String body = new ObjectMapper()
                .createObjectNode()
                .put("requestId", id)
                .put("walletAccountId", accountId)
                .put("cardRef", cardRef)
                .put("sealedCard", sealed(accountId, cardRef))
                .toString();
        return mocks.request("/aurora/card-registrations")
                .header("Idempotency-Key", id)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> enrol() {
        return mocks.post("/borealis/enrolment", """
                <CardEnrolmentRequest xmlns="urn:borealis:enrolment:1"><MessageId>%s</MessageId>\
                <Customer>acc-1001</Customer><Card><Reference>c-2</Reference><EncryptedData>%s</EncryptedData></Card>\
                </CardEnrolmentRequest>""".formatted(requestId, sealed("acc-1001", "c-2")));
    }

    private HttpResponse<String> inquire() {
        return mocks.get("/aurora/card-registrations/" + requestId);
    }

    private static String sealed(String accountId, String cardRef) {
        for (JsonNode card : json(mocks.get("/phone-wallet/accounts/" + accountId + "/cards"))
                .path("cards")) {
            if (card.path("cardRef").asText().equals(cardRef)) {
                return card.path("sealedCard").asText();
            }
        }
        throw new IllegalArgumentException(accountId + " has no card " + cardRef);
    }
}
