package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.postgres.Once;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Once
class LaneTest {

    private final AtomicLong generation = new AtomicLong();
    private final Lane lane = new Lane("aurora", 1, generation::get);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        lane.shutdownNow();
    }

    @Test
    void itKnowsWhetherACardIsOnItsWayThatMayHaveGotAnOldPack() {
        lane.execute(this::holdUp);
        Awaitility.await().until(() -> lane.getActiveCount() == 1);
        assertThat(lane.isOnTheWaySince(0)).isFalse();

        generation.set(1);
        assertThat(lane.isOnTheWaySince(1)).isTrue();

        release.countDown();
        Awaitility.await().until(() -> !lane.isOnTheWaySince(1));
    }

    @Test
    void aCardThatBeginsAfterTheSwitchHoldsUpNoOldRoute() {
        generation.set(1);
        lane.execute(this::holdUp);
        Awaitility.await().until(() -> lane.getActiveCount() == 1);

        assertThat(lane.isOnTheWaySince(1)).isFalse();
        assertThat(lane.isIdle()).isFalse();
    }

    @Test
    void itGrowsAndShrinksWhileCardsAreOnTheirWay() {
        lane.execute(this::holdUp);
        lane.resize(3);
        lane.execute(this::holdUp);
        lane.execute(this::holdUp);
        Awaitility.await().until(() -> lane.getActiveCount() == 3);

        lane.resizeAtMost(5);
        assertThat(lane.getMaximumPoolSize()).isEqualTo(3);
        lane.resizeAtMost(1);
        assertThat(lane.getMaximumPoolSize()).isEqualTo(1);
        assertThat(lane.getActiveCount()).isEqualTo(3);

        release.countDown();
        Awaitility.await().until(() -> lane.getPoolSize() <= 1);
    }

    private void holdUp() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
