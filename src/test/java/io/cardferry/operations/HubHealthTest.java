package io.cardferry.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.intake.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubHealthTest {

    @Test
    void aProcessThatAnswersLivesWhateverIsDown() {
        HttpAnswer answer = new HubHealth(Map.of("ledger", () -> false)).live();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void aHubIsReadyWhenEveryPartWorks() {
        HttpAnswer answer = new HubHealth(Map.of("ledger", () -> true, "broker", () -> true)).ready();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{\"status\":\"UP\",\"parts\":{\"broker\":\"UP\",\"ledger\":\"UP\"}}");
    }

    @Test
    void aHubThatIsNotReadyNamesWhatIsDown() {
        HttpAnswer answer = new HubHealth(Map.of("ledger", () -> false, "broker", () -> true)).ready();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).isEqualTo("{\"status\":\"DOWN\",\"parts\":{\"broker\":\"UP\",\"ledger\":\"DOWN\"}}");
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
