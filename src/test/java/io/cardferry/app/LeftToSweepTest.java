package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeftToSweepTest {

    private final LogCapture log = LogCapture.of(LeftToSweep.class);
    /** Nano times may be negative, and pass from the highest to the lowest. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);

    private final LeftToSweep full = new LeftToSweep("issuer-aurora", clock::get);

    @AfterEach
    void stopListening() {
        log.close();
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
        assertThat(log.messages()).hasSize(2);
        assertThat(told()).contains(", 500 times:");
    }

    private void leave(int pieces) {
        for (int i = 0; i < pieces; i++) {
            full.rejectedExecution(() -> {}, null);
        }
    }

    private String told() {
        return log.messages().get(log.messages().size() - 1);
    }
}
