package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.CumulusLine.Call;
import io.cardferry.postgres.Once;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub is killed with messages to Cumulus under way, half of which take effect. */
@Once
class CumulusKilledTest {

    private static final int CARDS = 20;

    @TempDir
    Path data;

    private final CumulusHost host = new CumulusHost();
    private final HubFixture hub = new HubFixture();
    private final Map<String, String> begun = new LinkedHashMap<>();

    @AfterEach
    void close() {
        host.close();
        hub.closeStubs();
    }

    @Test
    void whatWasUnderWayIsAskedAboutAndNoNumberIsUsedAgain() throws Exception {
        TestKeys.copyTo(data);
        hub.with("cardferry.data-dir", data.toString())
                .with("cardferry.issuers.cumulus.url", host.url())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.delivery.lease", "3s")
                .with("cardferry.issuers.cumulus.response-timeout", "50s")
                .with("cardferry.issuers.cumulus.inquiry.not-before", "0s")
                .with("cardferry.issuers.cumulus.retry.first-delay", "100ms");
        host.behave(call -> {
            if (registrations() % 2 == 0) {
                host.takeEffect(call);
            }
        });
        try (HubProcess killed = HubProcess.run(hub.environment())) {
            hub.talkTo(killed.ready());
            for (int i = 1; i <= CARDS; i++) {
                begin();
                int sent = i;
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> registrations() == sent);
            }
            killed.kill();
        }
        host.behave(host::serve);

        try (HubProcess again = HubProcess.run(hub.environment())) {
            hub.talkTo(again.ready());
            for (int i = 0; i < CARDS; i++) {
                begin();
            }
            begun.forEach((account, id) -> {
                String requestId =
                        hub.awaitCard(id, "APPROVED").path("issuerRequestId").asText();
                assertThat(host.effects(requestId)).isEqualTo(1);
            });
        }

        for (String account : List.copyOf(begun.keySet()).subList(0, CARDS)) {
            List<Call> calls = host.calls().stream()
                    .filter(call -> call.account().equals(account))
                    .toList();
            assertThat(calls.get(1).isInquiry()).isTrue();
            assertThat(host.registrations(account))
                    .extracting(Call::text)
                    .containsOnly(calls.get(0).text());
        }
        Set<String> messages = host.calls().stream().map(Call::text).collect(Collectors.toSet());
        assertThat(messages).hasSizeGreaterThanOrEqualTo(CARDS * 3);
        assertThat(host.calls().stream().map(Call::stan).distinct())
                .as("the trace numbers of different messages")
                .hasSameSizeAs(messages);
    }

    /** Without echoes: it may take a while until all are sent. */
    private long registrations() {
        return host.calls().stream().filter(Call::isRegistration).count();
    }

    private void begin() {
        String account = anAccount();
        CumulusHost.lists(hub, account);
        begun.put(account, hub.begin(all(account)));
    }
}
