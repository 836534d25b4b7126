package io.cardferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StoreLevelTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(StoreLevel.class);
    private int percent;
    private final StoreLevel store = new StoreLevel(() -> percent);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void theLogIsToldOnceThatItFillsAndOnceThatItIsFull() {
        look(50, 80, 81, 85, 99, 100, 101, 100);

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.WARN);
        assertThat(lines.list.get(0).getFormattedMessage()).contains("80 % full", "docs/jms.md");
        assertThat(lines.list.get(1).getFormattedMessage()).contains("takes no messages");
    }

    @Test
    void aLevelThatGoesUpAndDownALittleIsNoNews() {
        look(80, 79, 80, 75, 100, 99, 100);

        assertThat(lines.list).hasSize(2);
    }

    @Test
    void roomIsToldAndWhatFillsAfterwardsIsToldAgain() {
        look(100, 40, 80);

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO, Level.WARN);
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
