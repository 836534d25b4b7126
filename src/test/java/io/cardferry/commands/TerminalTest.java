package io.cardferry.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    @ParameterizedTest
    @CsvSource({"132, 132", "80, 80", "20, 40", "9999, 400", "'', 80", "0, 80", "-5, 80", "wide, 80", "99999, 80"})
    void theWindowsWidthIsTakenWhereItMakesSense(String columns, int width) {
        assertThat(Terminal.width(Map.of("COLUMNS", columns))).isEqualTo(width);
    }

    @Test
    void aWindowThatNobodyMeasuredHasEightyColumns() {
        assertThat(Terminal.width(Map.of())).isEqualTo(80);
    }

    @Test
    void linesBreakBetweenWordsAndStandBelowTheFirstOne() {
        assertThat(Terminal.wrapped("  reason  ", "one two three four", 20))
                .containsExactly("  reason  one two", "          three four");
    }

    @Test
    void aWordIsNeverBrokenSinceItMayBeAnId() {
        assertThat(Terminal.wrapped("  request ", "01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e5f", 20))
                .anyMatch(line -> line.contains("01938f5e-7a3c-7d2e-9b1f-0a1b2c3d4e5f"));
    }
}
