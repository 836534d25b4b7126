package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.StubServer.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reload after reload, while registrations come in and every second message is answered "busy" at first. */
class ReloadUnderLoadTest {

    private static final int RELOADS = 20;
    private static final int CALLERS = 4;
    private static final EditedConfiguration CONFIG = new EditedConfiguration();

    @RegisterExtension
    static final HubFixture hub = new HubFixture()
            .configuredIn(CONFIG.folder)
            .with("cardferry.delivery.poll-interval", "100ms")
            .with("cardferry.issuers.aurora.response-timeout", "30s")
            .with("cardferry.issuers.aurora.retry.first-delay", "1s")
            .with("cardferry.issuers.aurora.retry.max-delay", "3s")
            .with("cardferry.issuers.aurora.retry.max-attempts", "1000");

    private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
    private final AtomicInteger messages = new AtomicInteger();

    @AfterAll
    static void delete() {
        CONFIG.close();
    }

    @Test
    void noByteChangesOfWhatWasRenderedAndNothingIsDroppedOrDoubled() throws Exception {
        hub.aurora.behave(this::busyAtFirst);
        AtomicBoolean reloading = new AtomicBoolean(true);
        ConcurrentLinkedQueue<String> registrations = new ConcurrentLinkedQueue<>();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> calling = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calling.add(callers.submit(() -> {
                while (reloading.get()) {
                    registrations.add(hub.begin(all(anAccount())));
                }
            }));
        }
        for (int i = 1; i <= RELOADS; i++) {
            reloadAs(i);
        }
        reloading.set(false);
        for (Future<?> each : calling) {
            each.get(60, TimeUnit.SECONDS);
        }
        callers.shutdown();

        int attempts = 0;
        for (String registration : registrations) {
            attempts += hub.awaitCard(registration, "APPROVED").path("attempts").asInt();
        }

        assertThat(hub.aurora.calls()).hasSize(attempts);
        Map<String, List<Call>> byRequest =
                hub.aurora.calls().stream().collect(groupingBy(call -> call.header("Idempotency-Key")));
        assertThat(byRequest).hasSameSizeAs(registrations);
        byRequest.values().forEach(ReloadUnderLoadTest::assertAllTheSame);
        assertThat(byRequest.values().stream().filter(calls -> calls.size() > 1))
                .isNotEmpty();
        assertThat(versionsSeen()).hasSizeGreaterThan(RELOADS / 2);
    }

    private Reply busyAtFirst(Call call) {
        boolean first = answered.computeIfAbsent(call.header("Idempotency-Key"), id -> new AtomicInteger())
                        .getAndIncrement()
                == 0;
        return first && messages.getAndIncrement() % 2 == 0 ? Reply.answer(503, "") : HubFixture.approved(call);
    }

    private static void reloadAs(int version) {
        CONFIG.restore();
        CONFIG.edit("aurora", "request.jslt", "ACCOUNT_ON_FILE", "VERSION_" + version + "_OF_IT");
        CONFIG.edit("aurora", "message.json", "ACCOUNT_ON_FILE", "VERSION_" + version + "_OF_IT");
        // Fewer threads and more, in turns.
        CONFIG.edit("aurora", "issuer.yaml", "concurrency: 64", "concurrency: " + (version % 2 == 0 ? 2 : 32));
        JsonNode answer = json(hub.ask("/v1/issuers/reload", "{\"reason\":\"version " + version + "\"}"));
        assertThat(answer.at("/issuers/0/change").asText())
                .as(answer.toString())
                .isEqualTo("CHANGED");
    }

    private static void assertAllTheSame(List<Call> calls) {
        Call first = calls.get(0);
        assertThat(calls).allSatisfy(call -> {
            assertThat(new String(call.body(), StandardCharsets.UTF_8)).isEqualTo(first.text());
            assertThat(call.rawPath()).isEqualTo(first.rawPath());
            assertThat(call.header("X-Correlation-Id")).isEqualTo(first.header("X-Correlation-Id"));
            assertThat(call.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        });
    }

    private static Set<String> versionsSeen() {
        Set<String> seen = new HashSet<>();
        hub.aurora
                .calls()
                .forEach(call -> seen.add(json(call.text()).path("panSource").asText()));
        return seen;
    }
}
