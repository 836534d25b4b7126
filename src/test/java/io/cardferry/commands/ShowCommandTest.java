package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardferry.commands.StubHub.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StubHub.Script HUB = asked -> asked.path().endsWith("/history")
            ? Answer.json(200, Registrations.HISTORY)
            : Answer.json(200, Registrations.COMPLETED);

    @Test
    void showsTheRegistrationAndItsHistoryInEightyColumns() throws Exception {
        try (StubHub hub = new StubHub(HUB)) {
            Console console = show(hub, Registrations.ID);

            assertThat(console.status()).isZero();
            assertThat(console.out())
                    .contains("account  acc-1001")
                    .contains("tv-77 (TV)", "\"Living room TV\"")
                    .contains("phone-wallet: OK, 2 cards as of 2026-11-22T10:00:00Z")
                    .containsPattern("    10:15:00.456  c-1  answered +→ APPROVED, attempt 1, decided, 12 ms");
            assertThat(console.out().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void asksForNoHistoryThatIsNotWanted() throws Exception {
        try (StubHub hub = new StubHub(HUB)) {
            Console console = show(hub, Registrations.ID, "--no-history");

            assertThat(console.out()).doesNotContain("History");
            assertThat(hub.asked())
                    .extracting(StubHub.Asked::path)
                    .containsExactly("/v1/registrations/" + Registrations.ID);
        }
    }

    @Test
    void givesBothDocumentsToMachines() throws Exception {
        try (StubHub hub = new StubHub(HUB)) {
            Console console = show(hub, Registrations.ID, "--json");

            assertThat(JSON.readTree(console.out()).path("registration"))
                    .isEqualTo(JSON.readTree(Registrations.COMPLETED));
            assertThat(JSON.readTree(console.out()).path("history")).isEqualTo(JSON.readTree(Registrations.HISTORY));
        }
    }

    @Test
    void anUnknownRegistrationIsAReadableProblem() throws Exception {
        try (StubHub hub = new StubHub(asked -> Answer.problem(404, Registrations.UNKNOWN))) {
            Console console = show(hub, Registrations.ID);

            assertThat(console.status()).isEqualTo(1);
            assertThat(console.err().lines()).containsExactly("cardferry: no registration has this id (404)");
            assertThat(console.out()).isEmpty();
        }
    }

    @Test
    void somethingThatIsNoIdIsWrongUsage() throws Exception {
        try (StubHub hub = new StubHub(HUB)) {
            Console console = show(hub, "acc-1001/../x");

            assertThat(console.status()).isEqualTo(2);
            assertThat(console.err().lines()).hasSize(1);
            assertThat(hub.asked()).isEmpty();
        }
    }

    private static Console show(StubHub hub, String id, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "show";
        arguments[1] = id;
        arguments[2] = "--url=" + hub.address() + "/";
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Console.run(Map.of(), arguments);
    }
}
