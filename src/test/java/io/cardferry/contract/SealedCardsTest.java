package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.HubOpenedPacks.PAN;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWEObject;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.mocks.MockWorld;
import io.cardferry.postgres.Once;
import io.cardferry.security.CardSeal;
import io.cardferry.security.Keystore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** Cards that are sealed for the hub: it opens them for the moment in which their issuer's message is made. */
@Once
class SealedCardsTest {

    private static final String KEYS = "/.well-known/jwks.json";

    private static final HubOpenedPacks packs = new HubOpenedPacks();

    @RegisterExtension
    static final HubFixture hub = packs.hub();

    private final String account = anAccount();
    private final Map<String, Object> content = HubOpenedPacks.content(account);

    @AfterAll
    static void close() {
        packs.close();
    }

    @Test
    void anOpenedCardIsRegisteredWithItsNumberAndExpiryAndTheHubTellsNeither() {
        HubOpenedPacks.lists(hub, account, "cirrus", HubOpenedPacks.sealFor(hub).seal(content));

        JsonNode resource = hub.register(all(account));

        assertThat(resource.at("/cards/0/status").asText()).isEqualTo("APPROVED");
        Call call = packs.cirrus.calls(account).get(0);
        assertThat(json(call.text()).path("pan").asText()).isEqualTo(PAN);
        assertThat(json(call.text()).path("expiry").asText()).isEqualTo("2029-04");
        assertThat(call.text()).doesNotContain("sealedCard");
        String told =
                resource + hub.history(resource.path("registrationId").asText()).toString();
        assertThat(told).contains("1111").doesNotContain(PAN);
    }

    @ParameterizedTest
    @CsvSource({
        "accountId, acc-of-somebody-else, accountId",
        "cardRef, c-2, cardRef",
        "pan, 4111111111111129, last4",
        "pan, 4222222222221111, bin",
        "pan, 4111112222221111, the Luhn digit",
        "expiry, 2029-05, expiry",
    })
    void aCardThatIsAnotherOneThanListedIsRejectedAndTheFieldIsNamed(String field, String value, String named) {
        content.put(field, value);
        HubOpenedPacks.lists(hub, account, "cirrus", HubOpenedPacks.sealFor(hub).seal(content));

        JsonNode card = hub.register(all(account)).at("/cards/0");

        assertThat(card.path("status").asText()).isEqualTo("REJECTED");
        assertThat(card.at("/reason/code").asText()).isEqualTo("sealed-card-mismatch");
        assertThat(card.at("/reason/detail").asText()).contains(named).doesNotContain(value);
        assertThat(packs.cirrus.calls(account)).isEmpty();
    }

    @Test
    void whatTheListDoesNotSayIsNotCompared() {
        String sealed = HubOpenedPacks.sealFor(hub).seal(content);
        String least =
                CardList.leastCard("c-1", "ACTIVE").replace("aurora", "cirrus").replace(CardList.SEALED, sealed);
        hub.source.says(account, CardList.of(account).with(least).reply());

        assertThat(hub.register(all(account)).at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(json(packs.cirrus.calls(account).get(0).text())
                        .path("expiry")
                        .asText())
                .isEqualTo("2029-04");
    }

    @ParameterizedTest
    @ValueSource(strings = {"for-nobody", "altered", "not-json", "with-cvv", "no-jwe-header", "no-jwe"})
    void aCardThatCantBeOpenedIsADeadLetterWhichARefreshBringsBack(String how) {
        CardSeal seal = HubOpenedPacks.sealFor(hub);
        String sealed = switch (how) {
            case "for-nobody" -> CardSeal.forNobody().seal(content);
            case "altered" -> seal.withKeyOf(CardSeal.forNobody()).seal(content);
            case "not-json" -> seal.seal(PAN);
            case "with-cvv" ->
                seal.seal("{\"cvv\":\"123\"," + CardSeal.text(content).substring(1));
            case "no-jwe" -> "not-a-jwe";
            default -> CardList.SEALED;
        };
        HubOpenedPacks.lists(hub, account, "cirrus", sealed);

        JsonNode resource = hub.register(all(account));

        JsonNode card = resource.at("/cards/0");
        assertThat(card.path("status").asText()).isEqualTo("DEAD_LETTERED");
        assertThat(card.path("inDoubt").asBoolean()).isFalse();
        assertThat(card.at("/reason/code").asText()).isEqualTo("sealed-card-unreadable");
        assertThat(card.at("/reason/detail").asText()).isNotEmpty().doesNotContain(PAN, "123\"");
        assertThat(packs.cirrus.calls(account)).isEmpty();

        HubOpenedPacks.lists(hub, account, "cirrus", seal.seal(content));
        DeadLetterDesk desk = new DeadLetterDesk(hub);
        String registrationId = resource.path("registrationId").asText();
        String dead = DeadLetterDesk.id(desk.waiting(registrationId));
        assertThat(desk.replay(dead, ",\"refresh\":true").statusCode()).isEqualTo(202);
        hub.awaitCard(registrationId, "APPROVED");
    }

    @Test
    void aCardThatWasSealedForAnOldKeyIsOpenedAfterARotationAndOneForTheNewKeyWithoutARestart() {
        CardSeal old = HubOpenedPacks.sealFor(hub);

        Keystore.selfMade(hub.data()).addCardKey();
        Keystore.selfMade(hub.data()).addDataKey();
        CardSeal next =
                CardSeal.forFirstOf(Keystore.selfMade(hub.data()).cardKeys().publishedAt(Instant.now()));

        assertThat(next.kid()).isNotEqualTo(old.kid());
        String other = anAccount();
        HubOpenedPacks.lists(hub, account, "cirrus", old.seal(content));
        HubOpenedPacks.lists(hub, other, "cirrus", next.seal(HubOpenedPacks.content(other)));
        assertThat(hub.register(all(account)).at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(hub.register(all(other)).at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(HubOpenedPacks.sealFor(hub).kid()).isEqualTo(next.kid());
    }

    @Test
    void theMockWalletsSealForTheHubWhereAnAccountSaysSo(@TempDir Path home) throws Exception {
        FileSystemUtils.copyRecursively(HubFixture.HOME.resolve("mocks"), home.resolve("mocks"));
        Files.writeString(home.resolve("mocks/accounts.yaml"), """
                accounts:
                  - id: %s
                    shows: a card that the hub opens
                    wallets:
                      phone-wallet:
                        cards:
                          - { ref: c-1, brand: VISA, number: "%s", expiry: "2029-04", issuer: cirrus, sealedFor: HUB }
                """.formatted(account, PAN));
        try (MockWorld world = MockWorld.start(home, 0)) {
            world.sealForHub(hub.uri("/"));
            HttpRequest question = HttpRequest.newBuilder(
                            URI.create(world.phoneWallet() + "/accounts/" + account + "/cards"))
                    .build();
            String list = HttpClient.newHttpClient()
                    .send(question, BodyHandlers.ofString())
                    .body();
            hub.source.says(account, Reply.answer(200, list));
        }

        assertThat(hub.register(all(account)).at("/cards/0/status").asText()).isEqualTo("APPROVED");
        assertThat(json(packs.cirrus.calls(account).get(0).text()).path("pan").asText())
                .isEqualTo(PAN);
    }

    @Test
    void theKeysArePublicAndMayBeKept() {
        HttpResponse<String> keys = hub.get(KEYS);

        assertThat(keys.statusCode()).isEqualTo(200);
        assertThat(keys.headers().firstValue("Content-Type")).hasValue("application/jwk-set+json");
        assertThat(keys.headers().allValues("Cache-Control")).containsExactly("public, max-age=3600");
        assertThat(json(keys).path("keys")).isNotEmpty().allSatisfy(key -> {
            assertThat(key.properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
            assertThat(key.path("use").asText()).isEqualTo("enc");
            assertThat(key.path("alg").asText()).isEqualTo("RSA-OAEP-256");
        });
    }

    @Test
    void onlyTheKeysThemselvesMayBeKept() {
        HttpResponse<String> refused = hub.send(hub.request(KEYS).DELETE().build());

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void aMessageOfAPackWithProtectionIsSealedToItsIssuerAndRepeatedByteForByte() throws Exception {
        HubOpenedPacks.lists(
                hub, account, "stratus", HubOpenedPacks.sealFor(hub).seal(content));
        packs.stratus.answers(account, call -> {
            packs.stratus.answers(account, again -> HubFixture.approved(unsealed(again)));
            return Reply.answer(503, "");
        });

        JsonNode card = hub.awaitCard(hub.begin(all(account)), "APPROVED");

        assertThat(card.path("attempts").asInt()).isEqualTo(2);
        List<Call> calls = packs.stratus.calls(account);
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).body()).isEqualTo(calls.get(1).body());
        assertThat(calls.get(0).header("Content-Type")).isEqualTo("application/jose");
        JWEObject message = JWEObject.parse(calls.get(0).text());
        assertThat(message.getHeader().getKeyID()).isEqualTo("stratus-2026");
        assertThat(message.getHeader().getAlgorithm().getName()).isEqualTo("RSA-OAEP-256");
        assertThat(message.getHeader().getEncryptionMethod().getName()).isEqualTo("A256GCM");
        assertThat(json(packs.opened(calls.get(0))).path("pan").asText()).isEqualTo(PAN);
    }

    private static Call unsealed(Call call) {
        byte[] body = packs.opened(call).getBytes(StandardCharsets.UTF_8);
        return new Call(call.method(), call.rawPath(), call.rawQuery(), call.headers(), body);
    }
}
