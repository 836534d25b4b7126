package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.postgres.Once;
import io.cardferry.postgres.PostgresProcess;
import io.cardferry.postgres.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cumulus answers, in time and late, while the database is away. */
@Once
class CumulusWithoutDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path data;

    private final PostgresProcess server = new PostgresProcess();
    private final CumulusHost host = new CumulusHost();
    private final HubFixture hub = new HubFixture();

    @BeforeEach
    void start() throws Exception {
        TestDatabases.postgresSettings(server.newDatabase()).forEach(hub::with);
        hub.with("cardferry.data-dir", data.toString())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.issuers.cumulus.url", host.url())
                .with("cardferry.issuers.cumulus.response-timeout", "5s")
                // Nobody asks: what counts are the answers.
                .with("cardferry.issuers.cumulus.inquiry.not-before", "1h");
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop();
        hub.closeStubs();
        host.close();
        server.close();
    }

    @Test
    void whatItSaidIsKeptInMemoryAndRecordedLater() {
        host.behave(call -> {});
        String late = anAccount();
        String idOfLate = begin(late);
        hub.awaitCard(idOfLate, "IN_DOUBT");
        String timely = anAccount();
        String idOfTimely = begin(timely);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !host.registrations(timely).isEmpty());

        server.stop();
        host.registrations(timely).get(0).answer("00", "in-time");
        host.registrations(late).get(0).answer("00", "too-late");
        // The sweep has them in hand now and then, so both are seldom seen at once.
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> hub.get("/metrics")
                        .body()
                        .lines()
                        .anyMatch(line ->
                                line.matches("cardferry_queue_waiting\\{queue=\"unrecorded-answers\"} [1-9]\\.0")));
        server.start();

        JsonNode card = hub.awaitCard(idOfTimely, "APPROVED");
        assertThat(card.path("tokenReference").asText()).isEqualTo("in-time");
        assertThat(hub.awaitCard(idOfLate, "APPROVED").path("tokenReference").asText())
                .isEqualTo("too-late");
        assertThat(host.registrations(timely)).hasSize(1);
        assertThat(host.registrations(late)).hasSize(1);
        assertThat(host.inquiries(timely)).isEmpty();
        assertThat(host.inquiries(late)).isEmpty();
    }

    private String begin(String account) {
        CumulusHost.lists(hub, account);
        return hub.begin(all(account));
    }
}
