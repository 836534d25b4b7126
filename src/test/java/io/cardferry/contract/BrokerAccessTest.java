package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static io.cardferry.contract.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.contract.Messages.Change;
import io.cardferry.messaging.BrokerWatch;
import io.cardferry.postgres.Once;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub with a user and a password, on two brokers outside, of which one is there at a time. */
@Once
class BrokerAccessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String PASSWORD = "hunter-2-of-the-hub";

    private final HubFixture hub = new HubFixture();
    private final LogCapture log = LogCapture.of(BrokerWatch.class);

    @TempDir
    Path folder;

    private OutsideBroker one;
    private OutsideBroker two;

    @BeforeEach
    void begin() throws Exception {
        one = new OutsideBroker(folder.resolve("one"));
        two = new OutsideBroker(folder.resolve("two")).guardedBy(BrokerRights.withHubPassword(PASSWORD));
        hub.with("cardferry.jms.url", "failover:(" + one.address() + "," + two.address() + ")?randomize=false")
                .with("cardferry.jms.user", BrokerRights.HUB)
                .with("cardferry.jms.password", PASSWORD)
                .with("cardferry.data-dir", folder.resolve("data").toString());
    }

    @AfterEach
    void end() {
        log.close();
        hub.closeStubs();
    }

    @Test
    void aRefusedPasswordIsSaidAndMendedAtTheBrokerAndTheOtherBrokerTakesOver() throws Exception {
        one.guardedBy(BrokerRights.withHubPassword("changed-meanwhile")).start();
        hub.start();
        try {
            assertThat(hub.register(all(anAccount())).path("status").asText()).isEqualTo("COMPLETED");
            Awaitility.await().atMost(PATIENCE).until(() -> said().contains("refuses our user or password"));
            assertThat(hub.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(brokerPart()).isEqualTo("DOWN");
            assertThat(hub.get("/metrics").body()).contains("cardferry_broker_up 0.0");
            assertThat(said()).contains("cardferry.jms.user", one.address()).doesNotContain(PASSWORD);

            one.stop();
            one.guardedBy(BrokerRights.withHubPassword(PASSWORD)).start();
            registerBy(one);
            assertThat(brokerPart()).isEqualTo("UP");

            one.stop();
            two.start();
            registerBy(two);
            assertThat(said()).doesNotContain(PASSWORD);
        } finally {
            hub.stop();
            two.stop();
        }
    }

    /** By a message to this broker, whose reply comes by it as well. */
    private void registerBy(OutsideBroker broker) {
        String account = anAccount();
        try (Messages messages = broker.messages()) {
            messages.text(
                    all(account),
                    Change.key(aKey()),
                    message -> message.setJMSReplyTo(messages.session().createQueue("replies")));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> messages.on("replies").stream()
                            .anyMatch(reply -> Messages.text(reply).contains(account)));
        }
        assertThat(hub.aurora.calls(account)).hasSize(1);
        assertThat(broker.books().acknowledged(Messages.REGISTRATIONS)).isEqualTo(1);
    }

    private String brokerPart() {
        return json(hub.get("/health/ready")).at("/parts/broker").asText();
    }

    private String said() {
        return String.join("\n", log.messages());
    }
}
