package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LeftToSweepTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(LeftToSweep.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    /** Nano times may be negative, and pass from the highest to the lowest. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);

    private final LeftToSweep full = new LeftToSweep("issuer-aurora", clock::get);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    @Test
    void theFirstPieceOfWorkThatFindsNoRoomIsALine() {
        leave(1);
        assertThat(told()).isEqualTo("no room in pool issuer-aurora, 1 times: the work is left to the sweep");
    }

    @Test
    void aBacklogIsOneLineInTenSecondsWithItsCount() {
        leave(500);
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        leave(1);
        assertThat(lines.list).hasSize(2);
        assertThat(told()).contains(", 500 times:");
    }

    private void leave(int pieces) {
        for (int i = 0; i < pieces; i++) {
            full.rejectedExecution(() -> {}, null);
        }
    }

    private String told() {
        return lines.list.get(lines.list.size() - 1).getFormattedMessage();
    }
}
