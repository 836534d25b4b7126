package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.TestDatabases;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs that share nothing but a PostgreSQL, its keystore, and the world around them. */
@Once
class TwoHubsTest {

    @TempDir
    Path firstData;

    @TempDir
    Path secondData;

    private final HubFixture first = new HubFixture();
    private final HubFixture second = new HubFixture();
    private final String account = anAccount();

    @BeforeEach
    void configure() {
        String url = TestDatabases.server().newDatabase();
        second.with("cardferry.sources.phone-wallet.url", first.source.uri().toString());
        second.with("cardferry.issuers.aurora.url", first.aurora.uri().toString());
        first.with("cardferry.data-dir", firstData.toString());
        second.with("cardferry.data-dir", secondData.toString());
        for (HubFixture hub : List.of(first, second)) {
            TestDatabases.postgresSettings(url).forEach(hub::with);
            hub.with("cardferry.delivery.lease", "2s");
            hub.with("cardferry.delivery.poll-interval", "100ms");
            hub.with("cardferry.sources.phone-wallet.response-timeout", "3s");
            hub.with("cardferry.issuers.aurora.response-timeout", "3s");
            hub.with("cardferry.issuers.borealis.response-timeout", "3s");
            hub.with("cardferry.issuers.aurora.inquiry.not-before", "0s");
        }
    }

    @AfterEach
    void close() {
        first.closeStubs();
        second.closeStubs();
    }

    @Test
    void theSameKeyAtBothAtOnceIsOneRegistrationAndOneMessage() throws Exception {
        first.start();
        second.start();
        try {
            String key = aKey();
            String body = all(account);

            List<HttpResponse<String>> answers = atOnce(16, hub -> hub.post(key, body, "Prefer", "wait=30"));

            assertThat(answers)
                    .extracting(answer -> json(answer).path("registrationId").asText())
                    .containsOnly(json(answers.get(0)).path("registrationId").asText());
            assertThat(answers).extracting(HttpResponse::statusCode).containsOnlyOnce(201);
            assertThat(first.aurora.calls(account)).hasSize(1);
        } finally {
            first.stop();
            second.stop();
        }
    }

    @Test
    void aCardIsRegisteredOnADeviceByOneOfThem() throws Exception {
        first.start();
        second.start();
        try {
            List<JsonNode> registrations = atOnce(8, hub -> hub.register(all(account)));

            assertThat(registrations)
                    .extracting(each -> each.at("/cards/0/status").asText())
                    .containsOnly("APPROVED", "REJECTED")
                    .containsOnlyOnce("APPROVED");
            assertThat(first.aurora.calls(account)).hasSize(1);
        } finally {
            first.stop();
            second.stop();
        }
    }

    @Test
    void whatAKilledHubWasAboutToDoTheOtherOneDoesAfterItsLease() throws Exception {
        CountDownLatch sourceAnswers = new CountDownLatch(1);
        first.source.answers(
                account,
                call -> Reply.after(
                        sourceAnswers,
                        CardList.of(account).with(CardList.card("c-1")).reply()));
        second.start();
        try (HubProcess killed = HubProcess.run(first.environment())) {
            first.talkTo(killed.ready());
            String id = first.begin(all(account));
            awaitCalls(first.source, 1);
            killed.kill();
            sourceAnswers.countDown();

            assertThat(second.awaitCard(id, "APPROVED").path("attempts").asInt())
                    .isEqualTo(1);
            assertThat(first.aurora.calls(account)).hasSize(1);
        } finally {
            second.stop();
        }
    }

    @Test
    void aboutACardThatAKilledHubMayHaveSentTheOtherOneAsks() throws Exception {
        first.aurora.answers(account, call -> call.method().equals("POST") ? Reply.silence() : approvedBefore());
        second.start();
        try (HubProcess killed = HubProcess.run(first.environment())) {
            first.talkTo(killed.ready());
            String id = first.begin(all(account));
            awaitCalls(first.aurora, 1);
            killed.kill();

            assertThat(second.awaitCard(id, "APPROVED").path("attempts").asInt())
                    .isEqualTo(1);
            assertThat(first.aurora.calls(account))
                    .filteredOn(call -> call.method().equals("POST"))
                    .hasSize(1);
        } finally {
            second.stop();
        }
    }

    private Reply approvedBefore() {
        return HubFixture.approved(first.aurora.calls(account).get(0));
    }

    private void awaitCalls(StubServer stub, int number) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> stub.calls(account).size() >= number);
    }

    private interface Call<T> {
        T at(HubFixture hub);
    }

    /** Calls both in turns, all at the same time. */
    private <T> List<T> atOnce(int times, Call<T> call) {
        IntFunction<CompletableFuture<T>> begin = i -> CompletableFuture.supplyAsync(
                () -> call.at(i % 2 == 0 ? first : second), task -> new Thread(task).start());
        List<CompletableFuture<T>> calls =
                IntStream.range(0, times).mapToObj(begin).toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }
}
