package io.cardferry.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "2s, PT2S", "15m, PT15M", "24h, PT24H", "30d, PT720H", "0s, PT0S"})
    void aDurationIsANumberAndItsUnit(String written, Duration meant) {
        assertThat(Durations.parse(written)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "2 s", "2S", "2w", "PT2S", "1h30m", "99999999999s", "٣s"})
    void nothingElseIsADuration(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(written));
    }
}
