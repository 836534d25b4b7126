package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cardferry.app.CheckReport;
import io.cardferry.coverage.Coverage;
import io.cardferry.coverage.Coverage.Incoming;
import io.cardferry.coverage.Coverage.Outgoing;
import io.cardferry.coverage.FieldOrigin;
import io.cardferry.coverage.FieldUse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private static final CheckReport.Finding DIFFERENCE = new CheckReport.Finding(
            "aurora/samples/approved/message.json", "/panSource", "\"ACCOUNT_ON_FILE\"", "\"KEYED\"");

    private static final CheckReport.Pack PACK = new CheckReport.Pack(
            "aurora",
            "1a2b3c4d",
            "http://127.0.0.1:18080/aurora",
            11,
            true,
            new Coverage(
                    List.of(
                            new Incoming(
                                    "device.name",
                                    FieldUse.DEFAULTED,
                                    List.of("/CardEnrolmentRequest/Device/Label"),
                                    List.of("/CardEnrolmentRequest/Device/Label is \"TV\" when it is absent")),
                            new Incoming("card.last4", FieldUse.DROPPED, List.of(), List.of())),
                    List.of(
                            new Outgoing(
                                    "/CardEnrolmentRequest/Device/Label",
                                    FieldOrigin.CARD,
                                    List.of("device.name"),
                                    null),
                            new Outgoing("/panSource", FieldOrigin.CONSTANT, List.of(), "\"ACCOUNT_ON_FILE\""))));

    @TempDir
    private Path folder;

    @Test
    void aRightConfigurationIsStatusZero() {
        Console console = check(new CheckReport(List.of(), List.of(), List.of("ledger: embedded"), List.of()));

        assertThat(console.status()).isZero();
        assertThat(console.out()).contains("ledger: embedded").contains("is right");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void everyProblemIsALineAndTheStatusIsTwo() {
        Console console =
                check(new CheckReport(List.of("first problem", "second problem"), List.of(), List.of(), List.of()));

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.out()).doesNotContain("is right");
        assertThat(console.err().lines()).containsExactly("cardferry: first problem", "cardferry: second problem");
    }

    @Test
    void whatIsExpectedAndWhatIsFoundStandBelowEachOther() {
        Console console = check(new CheckReport(List.of(), List.of(DIFFERENCE), List.of(), List.of()));

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err().lines())
                .containsExactly(
                        "cardferry: aurora/samples/approved/message.json: /panSource",
                        "    expected  \"ACCOUNT_ON_FILE\"",
                        "    found     \"KEYED\"");
    }

    @Test
    void theTablesOfAPackFitTheWindow() {
        Console console = check(new CheckReport(List.of(), List.of(), List.of(), List.of(PACK)));

        assertThat(console.out().lines())
                .startsWith(
                        "issuer aurora@1a2b3c4d: http://127.0.0.1:18080/aurora, 11 samples, as they should be",
                        "  CARD REGISTRATION  USE        MESSAGE",
                        "  device.name        defaulted  /CardEnrolmentRequest/Device/Label",
                        "                                (/CardEnrolmentRequest/Device/Label is \"TV\" when",
                        "                                it is absent)",
                        "  card.last4         dropped",
                        "  MESSAGE                             FROM",
                        "  /CardEnrolmentRequest/Device/Label  device.name",
                        "  /panSource                          constant \"ACCOUNT_ON_FILE\"")
                .allMatch(line -> line.length() <= 80 || line.startsWith("issuer "));
    }

    @Test
    void forMachinesItIsOneDocument() throws Exception {
        Console console =
                check(new CheckReport(List.of("a problem"), List.of(DIFFERENCE), List.of(), List.of(PACK)), "--json");
        JsonNode document = new JsonMapper().readTree(console.out());

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err()).isEmpty();
        assertThat(document.path("right").asBoolean(true)).isFalse();
        assertThat(document.at("/problems/0").asText()).isEqualTo("a problem");
        assertThat(document.at("/findings/0/found").asText()).isEqualTo("\"KEYED\"");
        assertThat(document.at("/issuers/0/card/0/becomes/0").asText()).isEqualTo("/CardEnrolmentRequest/Device/Label");
        assertThat(document.at("/issuers/0/message/1/origin").asText()).isEqualTo("constant");
    }

    private Console check(CheckReport report, String... options) {
        Surroundings surroundings = new Surroundings(
                Path.of(""), Map.of(), Console.NO_HUB, (home, config, environment) -> report, new StopSignal());
        return Console.run(
                surroundings,
                Stream.concat(Stream.of("check", "--config=" + folder), Stream.of(options))
                        .toArray(String[]::new));
    }
}
