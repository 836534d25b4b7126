package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator changes issuer packs while the hub runs: new cards go by the new packs, and nothing else changes for any. */
class ReloadTest {

    private static final EditedConfiguration CONFIG = new EditedConfiguration();

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .configuredIn(CONFIG.folder)
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.aurora.response-timeout", "30s")
            .with("cardferry.issuers.aurora.retry.first-delay", "100ms")
            .with("cardferry.issuers.aurora.retry.max-delay", "200ms")
            .with("cardferry.issuers.aurora.retry.max-attempts", "1000");

    private final String account = anAccount();

    @BeforeEach
    void begin() {
        CONFIG.restore();
        assertThat(reload().statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void delete() {
        CONFIG.close();
    }

    @Once
    @Test
    void nothingChangesIfNothingHasChanged() {
        Map<String, String> versions = versions();

        JsonNode answer = json(reload());

        assertThat(changes(answer).values()).hasSameSizeAs(versions.keySet()).containsOnly("UNCHANGED");
        answer.path("issuers")
                .forEach(issuer -> assertThat(issuer.path("version"))
                        .isEqualTo(issuer.path("previousVersion"))
                        .isNotNull());
        assertThat(versions()).isEqualTo(versions);
    }

    @Once
    @Test
    void anAddedPackWorksAtOnceWithItsSettings() {
        String card = CardList.card("c-1").replace("aurora", "nimbus");
        hub.source.says(account, CardList.of(account).with(card).reply());
        assertThat(hub.awaitCard(hub.begin(all(account)), "REJECTED")
                        .at("/reason/code")
                        .asText())
                .isEqualTo("issuer-not-supported");
        CONFIG.add("nimbus", "aurora", hub.aurora.uri() + "/of-nimbus");

        JsonNode answer = json(reload());

        assertThat(changes(answer)).containsEntry("nimbus", "ADDED").containsEntry("aurora", "UNCHANGED");
        hub.awaitCard(hub.begin(all(account)), "APPROVED");
        assertThat(hub.aurora.calls(account))
                .singleElement()
                .satisfies(call -> assertThat(call.rawPath()).startsWith("/of-nimbus/"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(hub.get("/metrics").body())
                        .contains("cardferry_issuer_pack{issuer=\"nimbus\",version=\""
                                + versions().get("nimbus") + "\"} 1.0")
                        .contains("cardferry_pool_size_max{pool=\"issuer-nimbus\"}"));
    }

    @Test
    void aChangedPackRendersNewCardsAndWhatWasRenderedLeavesAsItWas() {
        AtomicReference<Reply> busy = new AtomicReference<>(Reply.answer(503, ""));
        hub.aurora.answers(account, call -> busy.get() == null ? HubFixture.approved(call) : busy.get());
        String waiting = hub.begin(all(account));
        hub.awaitCard(waiting, "RETRY_SCHEDULED");
        String before = versions().get("aurora");
        speakDifferently("ACCOUNT_IN_CLOUD");

        JsonNode changed = json(reload()).at("/issuers/0");

        assertThat(changed.path("change").asText()).isEqualTo("CHANGED");
        assertThat(changed.path("previousVersion").asText()).isEqualTo(before);
        assertThat(changed.path("version").asText()).isEqualTo(versions().get("aurora"));
        int sent = attempts(account).size();
        Awaitility.await().until(() -> attempts(account).size() > sent + 1);
        busy.set(null);
        hub.awaitCard(waiting, "APPROVED");
        Call first = attempts(account).get(0);
        assertThat(first.text()).contains("ACCOUNT_ON_FILE");
        assertThat(attempts(account)).allSatisfy(call -> {
            assertThat(call.body()).isEqualTo(first.body());
            assertThat(call.rawPath()).isEqualTo(first.rawPath());
            assertThat(call.header("Idempotency-Key")).isEqualTo(first.header("Idempotency-Key"));
        });
        String other = anAccount();
        hub.awaitCard(hub.begin(all(other)), "APPROVED");
        assertThat(attempts(other))
                .singleElement()
                .satisfies(call -> assertThat(call.text()).contains("ACCOUNT_IN_CLOUD"));
    }

    @Test
    void whatIsBeingSentEndsAsItBeganAndIsReadByTheVersionThatSentIt() {
        CountDownLatch thinking = new CountDownLatch(1);
        hub.aurora.answers(account, call -> Reply.after(thinking, HubFixture.approved(call)));
        String registration = hub.begin(all(account));
        Awaitility.await().until(() -> attempts(account).size() == 1);
        // From now on the issuer decides under another name.
        CONFIG.edit("aurora", "answer.jslt", "\\.body\\.decision", ".body.verdict");
        CONFIG.edit("aurora", "answer.json", "\"decision\"", "\"verdict\"");

        assertThat(changes(json(reload()))).containsEntry("aurora", "CHANGED");
        String other = anAccount();
        hub.aurora.answers(
                other,
                call -> Reply.answer(
                        200,
                        "{\"requestId\":\"" + requestId(call)
                                + "\",\"verdict\":\"APPROVED\",\"tokenReference\":\"tok-2\"}"));
        hub.awaitCard(hub.begin(all(other)), "APPROVED");
        assertThat(hub.resource(registration).at("/cards/0/status").asText()).isEqualTo("SUBMITTING");
        thinking.countDown();

        assertThat(hub.awaitCard(registration, "APPROVED").path("attempts").asInt())
                .isEqualTo(1);
        assertThat(hub.aurora.calls(account)).hasSize(1);
    }

    @Test
    void theCardsOfARemovedPackWaitVisiblyUntilItIsBack() {
        AtomicReference<Reply> busy = new AtomicReference<>(Reply.answer(503, ""));
        hub.aurora.answers(account, call -> busy.get() == null ? HubFixture.approved(call) : busy.get());
        String waiting = hub.begin(all(account));
        hub.awaitCard(waiting, "RETRY_SCHEDULED");
        CONFIG.remove("aurora");

        JsonNode removed = json(reload()).at("/issuers/0");

        assertThat(removed.path("change").asText()).isEqualTo("REMOVED");
        assertThat(removed.path("version").isNull()).isTrue();
        Awaitility.await().untilAsserted(() -> {
            JsonNode aurora = issuer("aurora");
            assertThat(aurora.path("state").asText()).isEqualTo("DEGRADED");
            assertThat(aurora.path("version").isNull()).isTrue();
            assertThat(aurora.path("retryScheduled").asInt()).isPositive();
        });
        String late = anAccount();
        assertThat(hub.awaitCard(hub.begin(all(late)), "REJECTED")
                        .at("/reason/code")
                        .asText())
                .isEqualTo("issuer-not-supported");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(hub.get("/metrics").body())
                        .doesNotContain("issuer-aurora\"")
                        .doesNotContain("cardferry_issuer_pack{issuer=\"aurora\""));
        int sent = attempts(account).size();
        busy.set(null);
        CONFIG.restore();

        assertThat(changes(json(reload()))).containsEntry("aurora", "ADDED");

        hub.awaitCard(waiting, "APPROVED");
        assertThat(attempts(account))
                .hasSize(sent + 1)
                .allSatisfy(call -> assertThat(call.body())
                        .isEqualTo(attempts(account).get(0).body()));
    }

    @Once
    @Test
    void aPackThatIsSwitchedOffIsRemovedAndASettingThatChangesIsAChange() {
        CONFIG.set("cardferry.issuers.borealis.enabled", "false");
        CONFIG.set("cardferry.issuers.borealis.connect-timeout", "3s");
        assertThat(changes(json(reload()))).containsEntry("borealis", "REMOVED");

        CONFIG.restore();
        CONFIG.set("cardferry.issuers.borealis.connect-timeout", "3s");
        assertThat(changes(json(reload()))).containsEntry("borealis", "ADDED");

        CONFIG.restore();
        CONFIG.edit("borealis", "issuer.yaml", "concurrency: 64", "concurrency: 7");
        assertThat(changes(json(reload()))).containsEntry("borealis", "CHANGED");
        assertThat(hub.get("/metrics").body()).contains("cardferry_pool_size_max{pool=\"issuer-borealis\"} 7.0");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "no YAML",
                        "aurora/issuer.yaml",
                        () -> CONFIG.edit("aurora", "issuer.yaml", "(?m)^id:", "id: [")),
                mistake(
                        "unknown key",
                        "the nearest is 'concurrency'",
                        () -> CONFIG.edit("aurora", "issuer.yaml", "concurrency:", "concurency:")),
                mistake("mapping", "request.jslt", () -> CONFIG.edit("aurora", "request.jslt", "\\.requestId", "(")),
                mistake(
                        "a sample that differs",
                        "aurora/samples/",
                        () -> CONFIG.edit("aurora", "request.jslt", "ACCOUNT_ON_FILE", "ACCOUNT_ON_TAPE")),
                mistake(
                        "overlapping ranges",
                        "overlap",
                        () -> CONFIG.edit("borealis", "issuer.yaml", "\"510510\"", "\"411111\"")),
                mistake("a pack that is not enabled", "concurency", () -> {
                    CONFIG.set("cardferry.issuers.borealis.enabled", "false");
                    CONFIG.edit("borealis", "issuer.yaml", "concurrency:", "concurency:");
                }),
                mistake("unknown setting", "cardferry.http.prot", () -> CONFIG.set("cardferry.http.prot", "1")),
                mistake(
                        "bad setting",
                        "retry.max-age",
                        () -> CONFIG.set("cardferry.issuers.aurora.retry.max-age", "x")),
                mistake("setting of a pack that is gone", "there is no folder issuers/borealis", () -> {
                    CONFIG.set("cardferry.issuers.borealis.enabled", "true");
                    CONFIG.remove("borealis");
                }),
                mistake("what the running hub does not allow", "cardferry.idempotency.retention", () -> {
                    CONFIG.set("cardferry.idempotency.retention", "90d");
                    CONFIG.edit("borealis", "issuer.yaml", "remembers: 24h", "remembers: 60d");
                    CONFIG.edit("borealis", "issuer.yaml", "max-age: 24h", "max-age: 60d");
                }));
    }

    private static Arguments mistake(String name, String told, Runnable change) {
        return Arguments.of(Named.of(name, change), told);
    }

    @Once
    @ParameterizedTest
    @MethodSource("mistakes")
    void oneMistakeAnywhereAndNothingChanges(Runnable mistake, String told) {
        Map<String, String> versions = versions();
        CONFIG.add("nimbus", "aurora", hub.aurora.uri().toString());
        mistake.run();

        HttpResponse<String> answer = reload();

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode problem = json(answer);
        assertThat(problem.path("type").asText()).isEqualTo("urn:cardferry:problem:invalid-request");
        assertThat(problem.path("detail").asText()).startsWith("nothing has changed");
        assertThat(problem.path("errors"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.path("pointer").asText()).isEqualTo("/issuers"));
        assertThat(problem.path("errors").findValuesAsText("detail").toString()).contains(told);
        assertThat(versions()).isEqualTo(versions);
        hub.awaitCard(hub.begin(all(account)), "APPROVED");
        assertThat(attempts(account).get(0).text()).contains("ACCOUNT_ON_FILE");
    }

    @Once
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\"\"}", "{\"reason\":7}"})
    void aReasonIsRequired(String body) {
        HttpResponse<String> answer = hub.ask("/v1/issuers/reload", body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo("/reason");
    }

    @Once
    @Test
    void itIsAnActionAndNotAPage() {
        assertThat(hub.get("/v1/issuers/reload").statusCode()).isEqualTo(405);
    }

    private static void speakDifferently(String word) {
        CONFIG.edit("aurora", "request.jslt", "ACCOUNT_ON_FILE", word);
        CONFIG.edit("aurora", "message.json", "ACCOUNT_ON_FILE", word);
    }

    private static HttpResponse<String> reload() {
        return hub.ask("/v1/issuers/reload", "{\"reason\":\"a test\"}");
    }

    private static Map<String, String> changes(JsonNode answer) {
        Map<String, String> changes = new TreeMap<>();
        answer.path("issuers")
                .forEach(issuer -> changes.put(
                        issuer.path("id").asText(), issuer.path("change").asText()));
        return changes;
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        json(hub.get("/v1/issuers"))
                .path("issuers")
                .forEach(issuer -> versions.put(
                        issuer.path("id").asText(), issuer.path("version").asText()));
        return versions;
    }

    private static JsonNode issuer(String id) {
        return json(hub.get("/v1/issuers"))
                .path("issuers")
                .valueStream()
                .filter(issuer -> issuer.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Call> attempts(String account) {
        return hub.aurora.calls(account).stream()
                .filter(call -> call.method().equals("POST"))
                .toList();
    }

    private static String requestId(Call call) {
        return json(call.text()).path("requestId").asText();
    }
}
