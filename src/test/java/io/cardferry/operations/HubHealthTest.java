package io.cardferry.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.intake.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubHealthTest {

    @Test
    void aProcessThatAnswersLivesWhateverIsDown() {
        HttpAnswer answer = new HubHealth(Map.of("ledger", () -> false), Map.of()).live();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void aHubIsReadyWhenEveryPartWorks() {
        HttpAnswer answer =
                new HubHealth(Map.of("ledger", () -> true, "disk", () -> true), Map.of("broker", () -> true)).ready();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer))
                .isEqualTo("{\"status\":\"UP\",\"parts\":{\"broker\":\"UP\",\"disk\":\"UP\",\"ledger\":\"UP\"}}");
    }

    @Test
    void aHubThatIsNotReadyNamesWhatIsDown() {
        HttpAnswer answer =
                new HubHealth(Map.of("ledger", () -> false, "disk", () -> true), Map.of("broker", () -> true)).ready();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer))
                .isEqualTo("{\"status\":\"DOWN\",\"parts\":{\"broker\":\"UP\",\"disk\":\"UP\",\"ledger\":\"DOWN\"}}");
    }

    @Test
    void aHubStaysReadyWithoutItsBrokerAndNamesIt() {
        HttpAnswer answer = new HubHealth(Map.of("ledger", () -> true), Map.of("broker", () -> false)).ready();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{\"status\":\"UP\",\"parts\":{\"broker\":\"DOWN\",\"ledger\":\"UP\"}}");
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
