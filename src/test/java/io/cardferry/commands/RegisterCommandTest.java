package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.FixedPorts;
import io.cardferry.commands.StubHub.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void sendsTheRequestAsTheContractSays() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(201, Registrations.COMPLETED))) {
            Console console = register(
                    hub,
                    Map.of("PROOF", "secret-proof"),
                    "--ref=c-1",
                    "--ref=phone-wallet/c-2",
                    "--device-name=Living room TV",
                    "--replace-existing",
                    "--assertion-env=PROOF",
                    "--terms-id=wallet-terms",
                    "--terms-version=3",
                    "--terms-accepted-at=2026-11-22T10:15:00Z",
                    "--idempotency-key=order 4711",
                    "--wait=7");

            assertThat(console.status()).isZero();
            StubHub.Asked asked = hub.asked().get(0);
            assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v1/registrations");
            assertThat(asked.headers().getFirst("Idempotency-Key")).isEqualTo("order 4711");
            assertThat(asked.headers().getFirst("Prefer")).isEqualTo("wait=7");
            assertThat(JSON.readTree(asked.body())).isEqualTo(JSON.readTree("""
                    { "account": { "id": "acc-1001", "assertion": "secret-proof" },
                      "device": { "id": "tv-77", "type": "TV", "name": "Living room TV" },
                      "cards": { "refs": ["c-1", "phone-wallet/c-2"], "replaceExisting": true },
                      "terms": { "id": "wallet-terms", "version": "3", "acceptedAt": "2026-11-22T10:15:00Z" } }
                    """));
            assertThat(console.out() + console.err()).doesNotContain("secret-proof");
        }
    }

    @Test
    void leavesOutWhatWasNotGivenAndPrintsTheKeyThatItMade() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(201, Registrations.COMPLETED))) {
            Console console = register(hub, Map.of(), "--all");

            StubHub.Asked asked = hub.asked().get(0);
            assertThat(JSON.readTree(asked.body())).isEqualTo(JSON.readTree("""
                    { "account": { "id": "acc-1001" }, "device": { "id": "tv-77", "type": "TV" },
                      "cards": { "all": true } }
                    """));
            assertThat(console.out())
                    .contains("Idempotency-Key " + asked.headers().getFirst("Idempotency-Key"));
        }
    }

    @Test
    void showsWhatBecameOfEachCard() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(201, Registrations.COMPLETED))) {
            Console console = register(hub, Map.of(), "--all");

            assertThat(console.out())
                    .contains("Registration " + Registrations.ID)
                    .containsPattern("status +COMPLETED")
                    .containsPattern("phone-wallet/c-1 +VISA 1111 +aurora +APPROVED")
                    .contains("token AUR-1")
                    .containsPattern("phone-wallet/c-2 +MASTERCARD 4444 +aurora +DECLINED")
                    .contains("issuer-declined (DO_NOT_HONOUR)");
        }
    }

    @Test
    void saysThatARepeatedKeySendsNothingAgain() throws Exception {
        Answer replay =
                new Answer(200, "application/json", Map.of("Idempotency-Replayed", "true"), Registrations.COMPLETED);
        try (StubHub hub = new StubHub(asked -> replay)) {
            assertThat(register(hub, Map.of(), "--all").out()).contains("nothing is sent again");
        }
    }

    @Test
    void printsPureAsciiJsonForMachinesAndTheKeyBeside() throws Exception {
        String hostile = Registrations.COMPLETED.replace("Living room TV", "TV \u009b31m ü \u007f");
        try (StubHub hub = new StubHub(asked -> Answer.json(201, hostile))) {
            Console console = register(hub, Map.of(), "--all", "--json", "--idempotency-key=k-1");

            assertThat(JSON.readTree(console.out())).isEqualTo(JSON.readTree(hostile));
            assertThat(console.out()).matches("[ -~\\s]*");
            assertThat(console.err()).contains("Idempotency-Key k-1");
        }
    }

    @Test
    void controlCharactersOfDataNeverReachTheTerminal() throws Exception {
        String hostile = Registrations.COMPLETED
                .replace("Living room TV", "\\u001b[2J\\u202Eevil\\r")
                .replace("AUR-1", "A\\u001b]0;x\\u0007")
                .replace("\"c-2\"", "\"c\\n2\"");
        try (StubHub hub = new StubHub(asked -> Answer.json(201, hostile))) {
            String out = register(hub, Map.of(), "--all").out();

            assertThat(out).contains("evil");
            assertThat(out.replace(System.lineSeparator(), "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        }
    }

    @Test
    void aProblemIsReadableAndTheStatusIsOne() throws Exception {
        String problem = """
                { "type": "urn:cardferry:problem:invalid-request", "title": "Invalid request", "status": 422,
                  "detail": "One field is wrong.",
                  "errors": [ { "pointer": "/device/type", "detail": "must be one of PHONE, TV" },
                              { "header": "Prefer", "detail": "odd" } ] }
                """;
        try (StubHub hub = new StubHub(asked -> Answer.problem(422, problem))) {
            Console console = register(hub, Map.of(), "--all");

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.err())
                    .contains("Invalid request (422)")
                    .contains("One field is wrong.")
                    .contains("/device/type: must be one of PHONE, TV")
                    .contains("Prefer: odd");
        }
    }

    @Test
    void aServerErrorSaysHowToRepeatSafely() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.problem(503, "{\"title\":\"Unavailable\"}"))) {
            Console console = register(hub, Map.of(), "--all", "--idempotency-key=k-1");

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.err()).contains("--idempotency-key 'k-1'");
        }
    }

    @Test
    void aLostAnswerIsCalledUnknownAndSaysHowToRepeatSafely() throws Exception {
        try (StubHub hub = new StubHub(asked -> null)) {
            Console console = register(hub, Map.of(), "--all", "--idempotency-key=k-1");

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.err()).contains("not known").contains("--idempotency-key 'k-1'");
            assertThat(console.err().lines()).hasSize(1);
        }
    }

    @Test
    void aGatewaysErrorLeavesOpenWhatTheHubDid() throws Exception {
        try (StubHub hub = new StubHub(asked -> new Answer(502, "text/html", Map.of(), "<html/>"))) {
            Console console = register(hub, Map.of(), "--all", "--idempotency-key=k-1");

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.err()).contains("not known").contains("502").contains("--idempotency-key 'k-1'");
        }
    }

    @Test
    void whereNoHubAnswersItSaysHowToStartOne() throws Exception {
        String url = "http://127.0.0.1:" + FixedPorts.next();

        Console console = Console.run(
                Map.of("CARDFERRY_URL", url),
                "register",
                "--account=acc-1001",
                "--device-id=tv-77",
                "--device-type=TV",
                "--all");

        assertThat(console.status()).isEqualTo(1);
        assertThat(console.err().lines())
                .containsExactly("cardferry: no hub answers at " + url
                        + " - start one with: bin/cardferry run, or name another with --url or CARDFERRY_URL");
    }

    @Test
    void anotherServerOnThatPortIsNotTakenForAHub() throws Exception {
        try (StubHub hub = new StubHub(asked -> new Answer(200, "text/html", Map.of(), "<html/>"))) {
            Console console = register(hub, Map.of(), "--all");

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.err()).contains("is not a Cardferry hub");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--all --ref=c-1",
                "--all --terms-id=t",
                "--all --wait=-1",
                "--all --wait=soon",
                "--all --idempotency-key=ü",
                "--all --assertion-env=NOT_SET",
                "--all --url=ftp://somewhere",
                "--all --url=nonsense",
                "--all --url=http://joe:hunter2@127.0.0.1",
                "--all --url=http://127.0.0.1:99999",
                "--all --unknown"
            })
    void wrongUsageIsOneLineAndStatusTwoAndAsksNobody(String options) throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.json(201, Registrations.COMPLETED))) {
            Console console = register(hub, Map.of(), options.isEmpty() ? new String[0] : options.split(" "));

            assertThat(console.status()).isEqualTo(2);
            assertThat(console.err().lines()).hasSize(1);
            assertThat(hub.asked()).isEmpty();
        }
    }

    private static Console register(StubHub hub, Map<String, String> environment, String... options) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("CARDFERRY_URL", hub.address().toString());
        List<String> arguments =
                new ArrayList<>(List.of("register", "--account=acc-1001", "--device-id=tv-77", "--device-type=TV"));
        arguments.addAll(List.of(options));
        return Console.run(variables, arguments.toArray(String[]::new));
    }
}
