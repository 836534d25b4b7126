package io.cardferry.contract;

import static io.cardferry.contract.HubFixture.aKey;
import static io.cardferry.contract.HubFixture.all;
import static io.cardferry.contract.HubFixture.anAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.contract.Messages.Change;
import io.cardferry.postgres.Once;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker outside that speaks TLS and asks for certificates; the hub has its keys from its JVM's options. */
@Once
class BrokerTlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TLS_FAILS = "can't be reached by TLS";

    @TempDir
    Path folder;

    private final HubFixture hub = new HubFixture();
    private TlsKeys keys;
    private OutsideBroker broker;

    @BeforeEach
    void begin() throws Exception {
        keys = new TlsKeys(folder);
        broker = OutsideBroker.withTls(folder.resolve("broker"), keys).start();
        hub.with("cardferry.data-dir", folder.resolve("data").toString());
    }

    @AfterEach
    void end() throws Exception {
        broker.stop();
        hub.closeStubs();
    }

    @Test
    void aHubWithTheRightKeysTakesMessagesAndReplies() {
        try (HubProcess process = run(broker.address(), keys.optionsOfHub())) {
            hub.talkTo(process.ready());
            try (Messages messages = broker.messages()) {
                messages.text(
                        all(anAccount()),
                        Change.key(aKey()),
                        message -> message.setJMSReplyTo(messages.session().createQueue("replies")));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> messages.on("replies").size() == 1);
            }
            assertThat(process.errors()).doesNotContain(TLS_FAILS);
            process.kill();
        }
    }

    /** The certificate is trusted, and another one's. */
    @Test
    void aBrokerThatIsNotWhoItShouldBeIsNotSpokenTo() {
        String byNumber = broker.address().replace("localhost", "127.0.0.1");
        try (HubProcess process = run(byNumber, keys.optionsOfHub())) {
            hub.talkTo(process.ready());
            Awaitility.await().atMost(PATIENCE).until(() -> process.errors().contains(TLS_FAILS));

            assertThat(hub.get("/health/ready").body()).contains("\"broker\":\"DOWN\"");
            assertThat(hub.get("/health/ready").statusCode()).isEqualTo(200);
            process.kill();
        }
    }

    private HubProcess run(String url, String javaOptions) {
        hub.with("cardferry.jms.url", url);
        Map<String, String> environment = new HashMap<>(hub.environment());
        environment.put("JAVA_TOOL_OPTIONS", javaOptions);
        return HubProcess.run(environment);
    }
}
