package io.cardferry.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EndingsTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Endings endings = new Endings();
    private final UUID one = Uuid7.next();
    private final UUID other = Uuid7.next();

    @Test
    void allWhoWaitForARegistrationAreToldAndNobodyElse() {
        CompletableFuture<Void> first = endings.await(one, LONG);
        CompletableFuture<Void> second = endings.await(one, LONG);
        CompletableFuture<Void> elsewhere = endings.await(other, LONG);

        endings.announce(one);

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(elsewhere).isNotDone();
        assertThat(endings.waiting()).isEqualTo(1);
    }

    @Test
    void patienceEndsWithoutAnEnding() throws Exception {
        CompletableFuture<Void> waiting = endings.await(one, Duration.ofMillis(1));

        waiting.get(20, TimeUnit.SECONDS);

        Awaitility.await().until(() -> endings.waiting() == 0);
    }

    @Test
    void whoeverStopsWaitingIsForgotten() {
        CompletableFuture<Void> staying = endings.await(one, LONG);

        endings.await(one, LONG).complete(null);

        assertThat(endings.waiting()).isEqualTo(1);
        assertThat(staying).isNotDone();
    }

    @Test
    void anEndingThatNobodyWaitsForIsNotKept() {
        endings.announce(one);

        assertThat(endings.await(one, LONG)).isNotDone();
    }

    @Test
    void onceItIsClosedNobodyWaitsAnyLonger() {
        CompletableFuture<Void> before = endings.await(one, LONG);

        endings.close();

        assertThat(before).isDone();
        assertThat(endings.await(one, LONG)).isDone();
        assertThat(endings.waiting()).isZero();
    }
}
