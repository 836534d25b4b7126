package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.app.CheckReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

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

    private Console check(CheckReport report) {
        Surroundings surroundings = new Surroundings(
                Path.of(""), Map.of(), Console.NO_HUB, (home, config, environment) -> report, new StopSignal());
        return Console.run(surroundings, "check", "--config=" + folder);
    }
}
