package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardferryTest {

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "mocks", "check", "register", "show"})
    void everyCommandHasHelpWithExamples(String command) {
        Console console = Console.run(Map.of(), command, "--help");

        assertThat(console.status()).isZero();
        assertThat(console.out())
                .contains("Usage: cardferry " + command)
                .contains("bin/cardferry " + command)
                .contains("2   wrong usage or wrong configuration");
        assertThat(console.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theVersionNamesCardferryAndTheJavaThatRunsIt() {
        Console console = Console.run(Map.of(), "--version");

        assertThat(console.status()).isZero();
        assertThat(console.out())
                .startsWith("cardferry ")
                .contains(Runtime.version().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "regster", "--nonsense", "run extra", "mocks --port=99999", "show\u001b[2J"})
    void wrongUsageIsOneLineWithAHintAndStatusTwo(String line) {
        Console console = Console.run(Map.of(), line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err().lines()).hasSize(1);
        assertThat(console.err()).contains("--help").doesNotContain("\u001b");
    }

    @Test
    void aLogLevelThatDoesNotExistIsStatusTwo() {
        Console console = Console.run(Map.of("CARDFERRY_LOG_LEVEL", "LOUD"), "check");

        assertThat(console.status()).isEqualTo(2);
        assertThat(console.err()).contains("CARDFERRY_LOG_LEVEL=LOUD");
        assertThat(console.err().lines()).hasSize(1);
    }
}
