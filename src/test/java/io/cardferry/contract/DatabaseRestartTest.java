package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.StubServer.Call;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.PostgresProcess;
import io.cardferry.postgres.TestDatabases;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is stopped and started again in the middle of the work. */
@Once
class DatabaseRestartTest {

    private static final int CALLERS = 8;

    @TempDir
    Path data;

    private final PostgresProcess server = new PostgresProcess();
    private final HubFixture hub = new HubFixture();
    private final Set<String> processed = ConcurrentHashMap.newKeySet();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    @BeforeEach
    void start() throws Exception {
        TestDatabases.postgresSettings(server.newDatabase()).forEach(hub::with);
        hub.with("cardferry.data-dir", data.toString())
                .with("cardferry.delivery.lease", "2s")
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.sources.phone-wallet.response-timeout", "3s")
                .with("cardferry.issuers.aurora.response-timeout", "3s")
                .with("cardferry.issuers.borealis.response-timeout", "3s")
                .with("cardferry.issuers.aurora.retry.first-delay", "100ms")
                .with("cardferry.issuers.aurora.inquiry.not-before", "0s");
        hub.aurora.behave(this::remembering);
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop();
        hub.closeStubs();
        server.close();
    }

    @Test
    void nothingIsLostOrSentTwiceAndTheHubRecoversByItself() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            callers.execute(this::keepRegistering);
        }
        awaitAccepted(20);

        for (int restart = 0; restart < 2; restart++) {
            server.stop();
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> hub.get("/health/ready").statusCode() == 503);
            assertThat(json(hub.get("/health/ready")).at("/parts/ledger").asText())
                    .isEqualTo("DOWN");
            HttpResponse<String> refused = hub.post(aKey(), all(anAccount()));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).path("type").asText()).isEqualTo("urn:cardferry:problem:unavailable");
            server.start();
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> hub.get("/health/ready").statusCode() == 200);
            awaitAccepted(accepted.size() + 20);
        }
        enough.set(true);
        callers.shutdown();
        assertThat(callers.awaitTermination(120, TimeUnit.SECONDS)).isTrue();

        accepted.forEach((id, account) -> {
            hub.awaitCard(id, "APPROVED");
            assertThat(hub.aurora.calls(account))
                    .as(account)
                    .filteredOn(call -> call.method().equals("POST"))
                    .hasSize(1);
        });
    }

    private void awaitAccepted(int number) {
        Awaitility.await().atMost(120, TimeUnit.SECONDS).until(() -> accepted.size() >= number);
    }

    /** As a caller must: what was answered 5xx is repeated under its key. */
    private void keepRegistering() {
        while (!enough.get()) {
            String key = aKey();
            String account = anAccount();
            HttpResponse<String> answer;
            do {
                answer = hub.post(key, all(account), "Prefer", "wait=1");
            } while (answer.statusCode() >= 500);
            assertThat(answer.statusCode() / 100).isEqualTo(2);
            accepted.put(json(answer).path("registrationId").asText(), account);
        }
    }

    /** An issuer that can be asked about what it was sent. */
    private Reply remembering(Call call) {
        if (call.method().equals("POST")) {
            processed.add(json(call.text()).path("requestId").asText());
            return HubFixture.approved(call);
        }
        String requestId = call.rawPath().substring(call.rawPath().lastIndexOf('/') + 1);
        return processed.contains(requestId)
                ? Reply.answer(
                        200,
                        "{\"requestId\":\"" + requestId + "\",\"decision\":\"APPROVED\",\"tokenReference\":\"tok-"
                                + requestId + "\"}")
                : Reply.answer(404, "{\"code\":\"UNKNOWN_REQUEST\"}");
    }
}
