package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.app.HubStarter;
import io.cardferry.app.RunningHub;
import io.cardferry.commands.StubHub.Answer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private Path config;

    private final Map<String, String> overrides = new HashMap<>();
    private final List<StubHub.Asked> asked = new ArrayList<>();

    @Test
    void tellsWhatTheApiSaysOfEachCard() {
        Console console = demo(answering());

        assertThat(console.status()).isZero();
        assertThat(console.out())
                .contains("card ending 1111 · VISA · aurora · APPROVED · token AUR-1")
                .contains("card ending 4444 · MASTERCARD · aurora · DECLINED · issuer-declined (DO_NOT_HONOUR)")
                .contains("→ APPROVED, attempt 1")
                .doesNotContain("\u001b");
    }

    @Test
    void repeatsOneRequestUnderItsKeyAndSaysThatItWasKnown() {
        Console console = demo(answering());

        List<String> keys = asked.stream()
                .filter(one -> one.method().equals("POST"))
                .map(one -> one.headers().getFirst("Idempotency-Key"))
                .toList();
        assertThat(new HashSet<>(keys)).hasSize(keys.size() - 1);
        assertThat(console.out()).contains("200, Idempotency-Replayed: true");
    }

    @Test
    void pointsTheHubAtItsOwnWorldAndLeavesNothingBehind() {
        demo(answering());

        assertThat(overrides.get("cardferry.sources.phone-wallet.url")).matches("http://127.0.0.1:\\d+/phone-wallet");
        assertThat(overrides.get("cardferry.issuers.aurora.url")).matches("http://127.0.0.1:\\d+/aurora");
        assertThat(overrides.get("cardferry.issuers.cumulus.url")).matches("tcp://127.0.0.1:\\d+");
        assertThat(overrides.get("cardferry.issuers.delta.url")).matches("tcp://127.0.0.1:\\d+");
        assertThat(overrides).containsEntry("cardferry.http.port", "0");
        assertThat(Path.of(overrides.get("cardferry.data-dir"))).doesNotExist();
    }

    @Test
    void aHubThatRefusesIsAFailureAndStillLeavesNothingBehind() {
        Console console = demo(one -> Answer.problem(500, "{\"title\":\"Internal error\"}"));

        assertThat(console.status()).isEqualTo(1);
        assertThat(console.err().lines()).hasSize(1);
        assertThat(Path.of(overrides.get("cardferry.data-dir"))).doesNotExist();
    }

    private static StubHub.Script answering() {
        Set<String> keys = ConcurrentHashMap.newKeySet();
        return one -> {
            if (one.path().endsWith("/history")) {
                return Answer.json(200, Registrations.HISTORY);
            }
            boolean isNew = keys.add(one.headers().getFirst("Idempotency-Key"));
            Map<String, String> headers = isNew ? Map.of() : Map.of("Idempotency-Replayed", "true");
            return new Answer(isNew ? 201 : 200, "application/json", headers, Registrations.COMPLETED);
        };
    }

    private Console demo(StubHub.Script script) {
        StopSignal stop = new StopSignal();
        stop.finished(0);
        Surroundings surroundings = new Surroundings(Path.of(""), Map.of(), starter(script), Console.NO_PROBLEMS, stop);
        return Console.run(surroundings, "demo", "--config=" + config);
    }

    private HubStarter starter(StubHub.Script script) {
        return (home, folder, environment, given) -> {
            overrides.putAll(given);
            Files.writeString(Path.of(given.get("cardferry.data-dir"), "ledger"), "full");
            return new DemoHub(new StubHub(script), asked);
        };
    }

    private record DemoHub(StubHub stub, List<StubHub.Asked> asked) implements RunningHub {
        @Override
        public URI address() {
            return stub.address();
        }

        @Override
        public Optional<URI> embeddedBroker() {
            return Optional.empty();
        }

        @Override
        public void close() {
            asked.addAll(stub.asked());
            stub.close();
        }
    }
}
