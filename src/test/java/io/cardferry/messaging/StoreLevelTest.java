package io.cardferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.cardferry.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreLevelTest {

    private final LogCapture log = LogCapture.of(StoreLevel.class);
    private int percent;
    private final StoreLevel store = new StoreLevel(() -> percent);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void theLogIsToldOnceThatItFillsAndOnceThatItIsFull() {
        look(50, 80, 81, 85, 99, 100, 101, 100);

        assertThat(log.levels()).containsExactly(Level.WARN, Level.WARN);
        assertThat(log.messages().get(0)).contains("80 % full", "docs/jms.md");
        assertThat(log.messages().get(1)).contains("takes no messages");
    }

    @Test
    void aLevelThatGoesUpAndDownALittleIsNoNews() {
        look(80, 79, 80, 75, 100, 99, 100);

        assertThat(log.messages()).hasSize(2);
    }

    @Test
    void roomIsToldAndWhatFillsAfterwardsIsToldAgain() {
        look(100, 40, 80);

        assertThat(log.levels()).containsExactly(Level.WARN, Level.INFO, Level.WARN);
    }

    @Test
    void itIsFullFromAHundredPercentOn() {
        percent = 99;
        assertThat(store.isFull()).isFalse();
        percent = 100;
        assertThat(store.isFull()).isTrue();
    }

    private void look(int... levels) {
        for (int level : levels) {
            percent = level;
            store.look();
        }
    }
}
