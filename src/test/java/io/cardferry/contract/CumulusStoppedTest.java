package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardferry.contract.CumulusLine.Call;
import io.cardferry.postgres.Once;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub is stopped in good order with messages to Cumulus under way. */
@Once
class CumulusStoppedTest {

    @TempDir
    Path data;

    private final CumulusHost host = new CumulusHost();
    private final HubFixture hub = new HubFixture();

    @AfterEach
    void close() {
        host.close();
        hub.closeStubs();
    }

    @Test
    void whatIsAnsweredMeanwhileIsRecordedAndTheRestIsAskedAboutByTheNextOne() throws Exception {
        TestKeys.copyTo(data);
        hub.with("cardferry.data-dir", data.toString())
                .with("cardferry.issuers.cumulus.url", host.url())
                .with("cardferry.delivery.poll-interval", "100ms")
                .with("cardferry.issuers.cumulus.response-timeout", "50s")
                .with("cardferry.issuers.cumulus.inquiry.not-before", "0s")
                .with("cardferry.issuers.cumulus.retry.first-delay", "100ms");
        host.behave(host::takeEffect);
        String answered = anAccount();
        String silent = anAccount();
        String first;
        String second;
        try (HubProcess stopped = HubProcess.run(hub.environment())) {
            URI door = stopped.ready();
            hub.talkTo(door);
            first = begin(answered);
            second = begin(silent);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> host.calls().size() == 2);

            stopped.terminate();
            // From here on it waits for what is under way.
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isShut(door));
            Call call = host.registrations(answered).get(0);
            call.answer("00", CumulusHost.token(call.requestId()));

            assertThat(stopped.exitStatus()).isZero();
        }
        host.behave(host::serve);

        try (HubProcess again = HubProcess.run(hub.environment())) {
            hub.talkTo(again.ready());
            assertRegisteredOnce(first);
            assertRegisteredOnce(second);
        }
        assertThat(host.inquiries(answered)).isEmpty();
        assertThat(host.inquiries(silent)).isNotEmpty();
    }

    private void assertRegisteredOnce(String id) {
        JsonNode card = hub.awaitCard(id, "APPROVED");
        assertThat(card.path("attempts").asInt()).isEqualTo(1);
        assertThat(host.effects(card.path("issuerRequestId").asText())).isEqualTo(1);
    }

    private static boolean isShut(URI door) {
        try (Socket inside = new Socket(door.getHost(), door.getPort())) {
            return !inside.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    private String begin(String account) {
        CumulusHost.lists(hub, account);
        return hub.begin(all(account));
    }
}
