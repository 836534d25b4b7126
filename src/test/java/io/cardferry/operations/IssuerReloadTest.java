package io.cardferry.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.intake.HttpAnswer;
import io.cardferry.intake.HttpIntake;
import io.cardferry.intake.ProblemCode;
import io.cardferry.intake.ProblemException;
import io.cardferry.issuer.PackChange;
import io.cardferry.issuer.PackException;
import io.cardferry.postgres.Once;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@Once
class IssuerReloadTest {

    private static final PackChange ADDED = new PackChange("aurora", "1a2b3c4d", null, PackChange.Kind.ADDED);

    private final AtomicInteger underWay = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void theAnswerNamesEveryPackWithItsVersions() {
        HttpAnswer answer = new IssuerReload(() -> List.of(ADDED), Duration.ofSeconds(1)).reload(intake());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"issuers\":[{\"id\":\"aurora\",\"version\":\"1a2b3c4d\",\"previousVersion\":null,"
                        + "\"change\":\"ADDED\"}]}");
    }

    @Test
    void twoAtOnceTakeTurns() {
        IssuerReload reload = new IssuerReload(this::slowly, Duration.ofSeconds(60));
        CompletableFuture<HttpAnswer> one = CompletableFuture.supplyAsync(() -> reload.reload(intake()));
        Awaitility.await().until(() -> underWay.get() == 1);
        CompletableFuture<HttpAnswer> two = CompletableFuture.supplyAsync(() -> reload.reload(intake()));
        release.countDown();

        assertThat(one.join().status()).isEqualTo(200);
        assertThat(two.join().status()).isEqualTo(200);
    }

    @Test
    void oneThatWaitsTooLongIsTurnedAwayAndTheNextIsNot() {
        IssuerReload reload = new IssuerReload(this::slowly, Duration.ofMillis(1));
        CompletableFuture<HttpAnswer> one = CompletableFuture.supplyAsync(() -> reload.reload(intake()));
        Awaitility.await().until(() -> underWay.get() == 1);

        assertThatThrownBy(() -> reload.reload(intake()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        turnedAway -> assertThat(turnedAway.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE));
        release.countDown();
        one.join();
        assertThat(reload.reload(intake()).status()).isEqualTo(200);
    }

    @Test
    void manyMistakesAreCountedAndTheFirstOfThemTold() {
        IssuerReload reload = new IssuerReload(
                () -> {
                    throw new PackException(Collections.nCopies(30, "aurora/issuer.yaml: /id: is wrong"));
                },
                Duration.ofSeconds(1));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> reload.reload(intake()))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_REQUEST);
                        assertThat(refused.problem().detail()).contains("30 mistakes");
                        assertThat(refused.problem().faults()).hasSize(20);
                    });
        }
    }

    private List<PackChange> slowly() {
        assertThat(underWay.incrementAndGet()).isEqualTo(1);
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
        return List.of(ADDED);
    }

    private static HttpIntake intake() {
        byte[] body = "{\"reason\":\"a new field\"}".getBytes(StandardCharsets.UTF_8);
        return new HttpIntake(List.of(), List.of(), List.of(), List.of("application/json"), null, null, "", body);
    }
}
