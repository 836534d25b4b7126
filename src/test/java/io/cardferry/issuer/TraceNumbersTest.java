package io.cardferry.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.registration.TraceBlock;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How one hub numbers its messages. */
class TraceNumbersTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.5Z");

    private final Map<String, Integer> counters = new ConcurrentHashMap<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<TraceBlock>> held = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(32);
    private volatile boolean isAway;
    private volatile boolean isSlow;

    private final TraceNumbers numbers = new TraceNumbers(this::take, Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);

    /** Stands for the ledger; another hub takes a number after each block. */
    private CompletableFuture<TraceBlock> take(String issuer, int wanted) {
        taken.add(issuer);
        if (isAway) {
            return CompletableFuture.failedFuture(new LedgerUnavailableException("the ledger can't commit", null));
        }
        int first = counters.merge(issuer, wanted + 1, Integer::sum) - wanted;
        if (!isSlow) {
            return CompletableFuture.completedFuture(TraceBlock.from(first, wanted));
        }
        CompletableFuture<TraceBlock> block = new CompletableFuture<>();
        held.add(block);
        return block;
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void eachMessageGetsTheNextNumberInSixDigits() {
        assertThat(take(3)).containsExactly("000001", "000002", "000003");
    }

    @Test
    void theLedgerIsAskedOnceForTwentyMessages() {
        assertThat(take(45)).contains("000020", "000022", "000043").doesNotContain("000021", "000042");

        assertThat(taken).hasSize(3);
    }

    @Test
    void eachIssuerHasNumbersOfItsOwn() {
        numbers.next("cumulus");

        assertThat(numbers.next("nimbus")).isEqualTo("000001");
        assertThat(taken).containsExactly("cumulus", "nimbus");
    }

    @Test
    void whatIsLeftOfABlockIsUsedForAMinuteAndNoLonger() {
        take(2);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(numbers.next("cumulus")).isEqualTo("000003");

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(numbers.next("cumulus")).isEqualTo("000022");
    }

    @Test
    void whatIsTooOldIsNotUsedWhileNewNumbersAreBeingTakenEither() {
        take(2);
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        isSlow = true;

        List<Future<String>> waiting = Stream.generate(() -> threads.submit(() -> numbers.next("cumulus")))
                .limit(4)
                .toList();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> held.size() == 1);
        assertThat(waiting).noneMatch(Future::isDone);
        held.get(0).complete(new TraceBlock(22, 41));

        assertThat(results(waiting)).containsExactlyInAnyOrder("000022", "000023", "000024", "000025");
        assertThat(taken).as("one refill for all of them").hasSize(2);
    }

    @Test
    void thousandsOfThreadsGetDifferentNumbers() {
        List<Future<String>> all = IntStream.range(0, 2_000)
                .mapToObj(i -> threads.submit(() -> numbers.next("cumulus")))
                .toList();

        assertThat(results(all)).doesNotHaveDuplicates().hasSize(2_000);
        assertThat(taken).hasSizeLessThanOrEqualTo(110);
    }

    @Test
    void withoutTheLedgerThereAreTheNumbersThatAreLeftAndThenNoneUntilItIsBack() {
        take(19);
        isAway = true;

        assertThat(numbers.next("cumulus")).isEqualTo("000020");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> numbers.next("cumulus")).isInstanceOf(LedgerUnavailableException.class);
        }

        isAway = false;
        assertThat(numbers.next("cumulus")).isEqualTo("000022");
    }

    @Test
    void onlyMessagesOfAFormatThatNumbersThemTakeOne() {
        Transmission plain = numbers.next(PackFixture.aurora());
        Transmission numbered = numbers.next(LayoutPacks.pack("cumulus"));

        assertThat(plain).isEqualTo(new Transmission(NOW, Optional.empty()));
        assertThat(numbered).isEqualTo(new Transmission(NOW, Optional.of("000001")));
        assertThat(taken).containsExactly("cumulus");
    }

    private List<String> take(int count) {
        return IntStream.range(0, count).mapToObj(i -> numbers.next("cumulus")).toList();
    }

    private static List<String> results(List<Future<String>> all) {
        return all.stream()
                .map(each -> {
                    try {
                        return each.get(60, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }
}
