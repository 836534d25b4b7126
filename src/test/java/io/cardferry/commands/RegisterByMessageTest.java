package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.app.Hub;
import io.cardferry.contract.HubFixture;
import io.cardferry.contract.OutsideBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request goes as a message to a whole hub and its reply comes back: over an outside broker on TCP, and in the demo. */
class RegisterByMessageTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HubFixture hub = new HubFixture();
    private static OutsideBroker broker;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        broker = new OutsideBroker(folder.resolve("broker")).start();
        hub.with("cardferry.jms.url", broker.address())
                .with("cardferry.data-dir", folder.resolve("data").toString())
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
        hub.closeStubs();
        broker.stop();
    }

    @Test
    void theReplyIsPrintedAsTheRegistrationThatItIs() throws Exception {
        String account = HubFixture.anAccount();

        Console console = register(broker.address(), account, "--wait=30", "--json");

        assertThat(console.err()).startsWith("Idempotency-Key ");
        assertThat(console.status()).isZero();
        JsonNode replied = JSON.readTree(console.out());
        assertThat(replied.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(replied.path("account").path("id").asText()).isEqualTo(account);
        String path = "/v1/registrations/" + replied.path("registrationId").asText();
        assertThat(replied).isEqualTo(JSON.readTree(hub.get(path).body()));
    }

    @Test
    void aRepeatUnderTheSameKeyIsAnsweredWithTheSameRegistration() throws Exception {
        String account = HubFixture.anAccount();
        String key = "--idempotency-key=" + HubFixture.aKey();

        Console first = register(broker.address(), account, "--wait=30", "--json", key);
        Console second = register(broker.address(), account, "--wait=30", "--json", key);

        assertThat(second.status()).isZero();
        assertThat(JSON.readTree(second.out())).isEqualTo(JSON.readTree(first.out()));
    }

    @Test
    void whereNoHubRepliesItSaysThatTheOutcomeIsNotKnownAndHowToRepeat(@TempDir Path folder) throws Exception {
        OutsideBroker deserted = new OutsideBroker(folder).start();
        try {
            Console console = register(deserted.address(), "acc-1001", "--wait=1", "--idempotency-key=k-1");

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.err().lines()).hasSize(1);
            assertThat(console.err()).contains("no reply within 1 s", "not known", "--idempotency-key 'k-1'");
        } finally {
            deserted.stop();
        }
    }

    @Test
    void whereNoBrokerAnswersItSaysThatNothingWasSent(@TempDir Path folder) throws Exception {
        OutsideBroker gone = new OutsideBroker(folder);

        Console console = register(gone.address(), "acc-1001");

        assertThat(console.status()).isEqualTo(1);
        assertThat(console.err().strip()).endsWith("the broker can't be reached: nothing was sent - check --jms");
    }

    @Test
    void theDemosMessageIsReplied() {
        StopSignal stop = new StopSignal();
        stop.finished(0);
        Surroundings surroundings = new Surroundings(HubFixture.HOME, Map.of(), Hub::start, Console.NO_PROBLEMS, stop);

        Console console = Console.run(surroundings, "demo");

        assertThat(console.err()).isEmpty();
        assertThat(console.status()).isZero();
        assertThat(console.out())
                .containsPattern("queue cardferry.registrations .*\\R  reply   registration \\S+ COMPLETED");
    }

    private static Console register(String address, String account, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "register",
                "--jms=" + address,
                "--account=" + account,
                "--device-id=tv-77",
                "--device-type=TV",
                "--all"));
        arguments.addAll(List.of(options));
        return Console.run(Map.of(), arguments.toArray(String[]::new));
    }
}
