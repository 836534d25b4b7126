package io.cardferry.mocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mock card sources and issuers, over real HTTP (docs/sources.md and docs/adding-an-issuer.md). */
class MockWorldTest {

    private static final Duration SLOW_ANSWER = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static MockWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = MockWorld.start(Path.of("."), MockSettings.on(0).answeringSlowlyAfter(SLOW_ANSWER));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void aSourceListsTheCardsOfAnAccountAsTheContractSays() throws Exception {
        HttpResponse<String> answer = cards("phone-wallet", "acc-1001");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode list = JSON.readTree(answer.body());
        assertThat(list.path("accountId").asText()).isEqualTo("acc-1001");
        assertThat(list.path("complete").asBoolean()).isTrue();
        assertThat(list.path("asOf").asText()).endsWith("Z");
        JsonNode card = list.path("cards").path(0);
        assertThat(card.path("cardRef").asText()).isEqualTo("c-1");
        assertThat(card.path("issuer").asText()).isEqualTo("aurora");
        assertThat(card.path("bin").asText()).isEqualTo("411111");
        assertThat(card.path("last4").asText()).isEqualTo("1111");
        assertThat(card.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(card.path("registeredOn").path("type").asText()).isEqualTo("PHONE");
    }

    @Test
    void theSealedCardIsACompactJweWithoutTheNumberInSight() throws Exception {
        HttpResponse<String> answer = cards("phone-wallet", "acc-1001");

        String sealedCard =
                JSON.readTree(answer.body()).at("/cards/0/sealedCard").asText();
        assertThat(sealedCard.split("\\.")).hasSize(5);
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(sealedCard.split("\\.")[0]));
        assertThat(header.path("alg").asText()).isEqualTo("RSA-OAEP-256");
        assertThat(header.path("enc").asText()).isEqualTo("A256GCM");
        assertThat(header.path("kid").asText()).isNotEmpty();
        assertThat(header.has("zip")).isFalse();
        assertThat(answer.body()).doesNotContain("4111111111111111");
    }

    @ParameterizedTest
    @CsvSource({
        "phone-wallet, nobody,   404, ACCOUNT_UNKNOWN",
        "watch-wallet, acc-1001, 404, ACCOUNT_UNKNOWN",
        "phone-wallet, acc-1012, 500, INTERNAL_ERROR",
    })
    void aSourceThatHasNoListSaysSo(String source, String accountId, int status, String code) throws Exception {
        HttpResponse<String> answer = cards(source, accountId);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
    }

    @Test
    void anAddressThatIsNoListIsNotAnUnknownAccount() throws Exception {
        HttpResponse<String> answer = get("/phone-wallet/accounts/acc-1001");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("ACCOUNT_UNKNOWN");
    }

    @Test
    void anAccountIdMayHoldAnyCharacterWhenItIsEncoded() throws Exception {
        HttpResponse<String> answer = cards("phone-wallet", "anna/müller 50%");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("accountId").asText()).isEqualTo("anna/müller 50%");
    }

    @Test
    void theWatchListIsNotCompleteAndSaysSo() throws Exception {
        JsonNode list = JSON.readTree(cards("watch-wallet", "acc-1014").body());

        assertThat(list.path("complete").asBoolean()).isFalse();
        assertThat(list.at("/cards/0/registeredOn/type").asText()).isEqualTo("WATCH");
    }

    @Test
    void requestHeadersDoNotComeBackWithTheAnswer() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("/phone-wallet/accounts/acc-1001/cards"))
                .header("X-Account-Assertion", "proof")
                .build();

        assertThat(send(request).headers().firstValue("X-Account-Assertion")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "acc-1001, 200, APPROVED",
        "acc-1002, 200, DECLINED",
        "acc-1003, 200, REQUIRE_ADDITIONAL_AUTHENTICATION",
        "acc-1005, 500, ''",
        "acc-1006, 400, ''",
        "acc-1007, 200, APPROVED",
        "acc-1015, 503, ''",
    })
    void auroraTreatsEachAccountsCardAsTheTableSays(String accountId, int status, String decision) throws Exception {
        String requestId = UUID.randomUUID().toString();

        HttpResponse<String> answer = register(requestId, accountId, "c-1", sealedCardOf(accountId));

        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode content = JSON.readTree(answer.body());
        assertThat(content.path("decision").asText()).isEqualTo(decision);
        if (status == 200) {
            assertThat(content.path("requestId").asText()).isEqualTo(requestId);
        }
    }

    @Test
    void aBusyIssuerSaysWhenToComeBackAndApprovesTheThirdAttempt() throws Exception {
        String requestId = UUID.randomUUID().toString();
        String sealedCard = sealedCardOf("acc-1004");

        HttpResponse<String> first = register(requestId, "acc-1004", "c-1", sealedCard);
        HttpResponse<String> second = register(requestId, "acc-1004", "c-1", sealedCard);
        HttpResponse<String> third = register(requestId, "acc-1004", "c-1", sealedCard);

        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).contains("1");
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(third.body()).contains("APPROVED");
        assertThat(effects(requestId).path("effects").asInt()).isEqualTo(1);
        assertThat(effects(requestId).path("received").asInt()).isEqualTo(3);
    }

    @Test
    void aRequestIdIsAnsweredOnceAndForAll() throws Exception {
        String requestId = UUID.randomUUID().toString();
        String sealedCard = sealedCardOf("acc-1001");

        HttpResponse<String> first = register(requestId, "acc-1001", "c-1", sealedCard);
        HttpResponse<String> repeat = register(requestId, "acc-1001", "c-1", sealedCard);

        assertThat(first.body()).contains("tokenReference");
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(inquire(requestId).body()).isEqualTo(first.body());
        assertThat(effects(requestId).path("effects").asInt()).isEqualTo(1);
    }

    @Test
    void aLostAnswerTookEffectAndAnInquiryFindsIt() throws Exception {
        String requestId = UUID.randomUUID().toString();

        HttpResponse<String> lost = register(requestId, "acc-1005", "c-1", sealedCardOf("acc-1005"));

        assertThat(lost.statusCode()).isEqualTo(500);
        assertThat(inquire(requestId).body()).contains("APPROVED");
    }

    @Test
    void aCrashTookNoEffectAndAnInquirySaysNeverSeen() throws Exception {
        String requestId = UUID.randomUUID().toString();

        HttpResponse<String> crash = register(requestId, "acc-1013", "c-1", sealedCardOf("acc-1013"));

        assertThat(crash.statusCode()).isEqualTo(500);
        assertThat(inquire(requestId).statusCode()).isEqualTo(404);
        assertThat(inquire(requestId).body()).isEqualTo("{\"code\":\"UNKNOWN_REQUEST\"}");
    }

    @Test
    void aSealedCardMustBelongToTheAccountAndTheReferenceOfTheRequest() throws Exception {
        String sealedCard = sealedCardOf("acc-1001");

        HttpResponse<String> otherAccount = register("r-1", "acc-1002", "c-1", sealedCard);
        HttpResponse<String> otherCard = register("r-2", "acc-1001", "c-2", sealedCard);

        assertThat(otherAccount.statusCode()).isEqualTo(400);
        assertThat(otherAccount.body()).isEqualTo("{\"code\":\"SEALED_CARD_MISMATCH\"}");
        assertThat(otherCard.body()).isEqualTo("{\"code\":\"SEALED_CARD_MISMATCH\"}");
    }

    @ParameterizedTest
    @CsvSource({"rubbish", "a.b.c.d.e"})
    void aSealedCardThatCannotBeOpenedIsRefused(String sealedCard) throws Exception {
        HttpResponse<String> answer = register("r-3", "acc-1001", "c-1", sealedCard);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":\"SEALED_CARD_UNREADABLE\"}");
    }

    @Test
    void aRequestWithAnotherIdempotencyKeyThanItsRequestIdIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("/aurora/card-registrations"))
                .header("Idempotency-Key", "another")
                .POST(HttpRequest.BodyPublishers.ofString("{\"requestId\":\"r-4\"}"))
                .build();

        assertThat(send(request).body()).isEqualTo("{\"code\":\"IDEMPOTENCY_KEY_DIFFERS\"}");
    }

    @Test
    void rubbishIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("/aurora/card-registrations"))
                .POST(HttpRequest.BodyPublishers.ofString("<xml/>"))
                .build();

        assertThat(send(request).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "acc-1014, 200, 00",
        "acc-1020, 200, 05",
        "acc-1021, 200, 85",
        "acc-1022, 200, 91",
        "acc-1023, 500, ''",
    })
    void borealisTreatsEachAccountsCardAsTheTableSays(String accountId, int status, String result) throws Exception {
        String wallet = accountId.equals("acc-1014") ? "watch-wallet" : "phone-wallet";
        JsonNode card = JSON.readTree(cards(wallet, accountId).body()).at("/cards/0");
        String messageId = UUID.randomUUID().toString();

        HttpResponse<String> answer = enrol(
                messageId,
                accountId,
                card.path("cardRef").asText(),
                card.path("sealedCard").asText());

        assertThat(card.path("issuer").asText()).isEqualTo("borealis");
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/xml; charset=UTF-8");
            assertThat(answer.body())
                    .contains("<CardEnrolmentResponse xmlns=\"urn:borealis:enrolment:1\"><MessageId>" + messageId
                            + "</MessageId><Result>" + result + "</Result><TokenId>");
        }
    }

    @Test
    void borealisGivesTheFirstAnswerToARepeatAlsoAfterALostOne() throws Exception {
        String messageId = UUID.randomUUID().toString();
        String sealedCard = sealedCardOf("acc-1023");

        HttpResponse<String> lost = enrol(messageId, "acc-1023", "c-1", sealedCard);
        HttpResponse<String> repeat = enrol(messageId, "acc-1023", "c-1", sealedCard);
        HttpResponse<String> another = enrol(messageId, "acc-1023", "c-1", sealedCard);

        assertThat(lost.statusCode()).isEqualTo(500);
        assertThat(repeat.body()).contains("<Result>00</Result><TokenId>BOR-");
        assertThat(another.body()).isEqualTo(repeat.body());
        JsonNode effects = effects(messageId);
        assertThat(effects.path("effects").asInt()).isEqualTo(1);
        assertThat(effects.path("received").asInt()).isEqualTo(3);
    }

    @Test
    void borealisIsBusyTwiceAndThenApproves() throws Exception {
        String messageId = UUID.randomUUID().toString();
        String sealedCard = sealedCardOf("acc-1022");

        HttpResponse<String> first = enrol(messageId, "acc-1022", "c-1", sealedCard);
        enrol(messageId, "acc-1022", "c-1", sealedCard);
        HttpResponse<String> third = enrol(messageId, "acc-1022", "c-1", sealedCard);

        assertThat(first.body()).contains("<Result>91</Result>");
        assertThat(third.body()).contains("<Result>00</Result>");
    }

    @Test
    void borealisRefusesACardOfAnotherAccount() throws Exception {
        assertThat(enrol("m-1", "acc-1020", "c-1", sealedCardOf("acc-1021")).body())
                .contains("<MessageId>m-1</MessageId><Result>30</Result>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "{}",
                "<CardEnrolmentRequest/>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><x>&e;</x>",
            })
    void borealisRefusesWhatItCannotRead(String message) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("/borealis/enrolment"))
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();

        assertThat(send(request).body()).contains("<MessageId></MessageId><Result>30</Result>");
    }

    @Test
    void twoWorldsLiveSideBySide() throws Exception {
        try (MockWorld other = MockWorld.start(Path.of("."), 0)) {
            assertThat(other.base()).isNotEqualTo(world.base());
            assertThat(cards("phone-wallet", "acc-1001").statusCode()).isEqualTo(200);
        }
    }

    private static String sealedCardOf(String accountId) throws Exception {
        return JSON.readTree(cards("phone-wallet", accountId).body())
                .at("/cards/0/sealedCard")
                .asText();
    }

    private static HttpResponse<String> cards(String source, String accountId) throws Exception {
        String segment = URLEncoder.encode(accountId, StandardCharsets.UTF_8).replace("+", "%20");
        return get("/" + source + "/accounts/" + segment + "/cards");
    }

    private static HttpResponse<String> register(String requestId, String accountId, String cardRef, String sealedCard)
            throws Exception {
        String body = JSON.createObjectNode()
                .put("requestId", requestId)
                .put("walletAccountId", accountId)
                .put("cardRef", cardRef)
                .put("sealedCard", sealedCard)
                .toString();
        return send(HttpRequest.newBuilder(at("/aurora/card-registrations"))
                .header("Idempotency-Key", requestId)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> enrol(String messageId, String customer, String reference, String sealedCard)
            throws Exception {
        String body = """
                <CardEnrolmentRequest xmlns="urn:borealis:enrolment:1"><MessageId>%s</MessageId><Customer>%s</Customer>
                <Card><Reference>%s</Reference><EncryptedData>%s</EncryptedData></Card></CardEnrolmentRequest>""".formatted(messageId, customer, reference, sealedCard);
        return send(HttpRequest.newBuilder(at("/borealis/enrolment"))
                .header("Content-Type", "application/xml; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> inquire(String requestId) throws Exception {
        return get("/aurora/card-registrations/" + requestId);
    }

    private static JsonNode effects(String requestId) throws Exception {
        return JSON.readTree(get("/mock/effects/" + requestId).body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(at(path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI at(String path) {
        return URI.create(world.base() + path);
    }
}
