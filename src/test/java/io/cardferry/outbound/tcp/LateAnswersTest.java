package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static io.cardferry.outbound.tcp.TcpFixture.next;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets: answers that come when nobody waits for them any more. */
@Timeout(300)
class LateAnswersTest {

    private final TcpFixture fixture = new TcpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theResponseTimeoutEndsOneExchangeAndItsAnswerIsLate() throws Exception {
        fixture.response = Duration.ofSeconds(3);
        try (FramedHost host = FramedHost.that((talk, message) -> {
            if (!message.endsWith("|slow")) {
                talk.say(message);
            }
        })) {
            TcpLink<String> link = fixture.link(host.port());
            CompletableFuture<String> slow = ask(link, "1|slow");
            assertThat(end(ask(link, "2|quick"))).isEqualTo("2|quick");

            assertThat(end(slow)).isEqualTo("late: response timeout");
            assertThat(end(ask(link, "3|quick"))).isEqualTo("3|quick");
            host.latest().say("1|answer");

            assertThat(next(fixture.late)).isEqualTo("about 1|slow <- 1|answer");
            assertThat(end(ask(link, "4|quick"))).isEqualTo("4|quick");
            assertThat(host.talks).hasSize(1);
            assertThat(fixture.unmatched).isEmpty();
        }
    }

    @Test
    void aSecondAnswerIsLateAndTheThirdAsWell() throws Exception {
        try (FramedHost host = FramedHost.that((talk, message) -> {
            talk.say("1|first");
            talk.say("1|second");
            talk.say("1|third");
        })) {
            assertThat(end(ask(fixture.link(host.port()), "1|x"))).isEqualTo("1|first");

            // On threads of their own: in any order.
            assertThat(List.of(next(fixture.late), next(fixture.late)))
                    .containsExactlyInAnyOrder("about 1|x <- 1|second", "about 1|x <- 1|third");
        }
    }

    @Test
    void whatALostConnectionOwedMayComeOverTheNextOne() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.SILENT)) {
            CompletableFuture<String> asked = ask(fixture.link(host.port()), "1|x");
            await().until(() -> host.seen.contains("1|x"));
            host.latest().reset();
            assertThat(end(asked)).startsWith("lost: connection lost");

            await().until(() -> host.talks.size() == 2);
            host.latest().say("1|answer");

            assertThat(next(fixture.late)).isEqualTo("about 1|x <- 1|answer");
        }
    }

    /** Of an issuer that can't be asked, nobody would ever hear of them again. */
    @Test
    void hundredsOfAnswersOfAHostThatStoodStillAreAllHandedOn() throws Exception {
        int asked = 400;
        ExecutorService threads = TcpThreads.callbacks(1, Callbacks.WAITING_MAX);
        CountDownLatch free = new CountDownLatch(1);
        threads.execute(() -> waitFor(free));
        List<String> held = new CopyOnWriteArrayList<>();
        try (TcpFixture slow = new TcpFixture(new TcpThreads(threads));
                FramedHost host = FramedHost.that((talk, message) -> held.add(message))) {
            slow.response = Duration.ofSeconds(3);
            TcpLink<String> link = slow.link(host.port());
            List<CompletableFuture<String>> waiting =
                    IntStream.range(0, asked).mapToObj(i -> ask(link, i + "|x")).toList();
            assertThat(waiting.stream().map(TcpFixture::end)).containsOnly("late: response timeout");
            await().until(() -> held.size() == asked);

            for (String message : held) {
                host.latest().say(message);
            }
            free.countDown();

            await().until(() -> slow.late.size() == asked);
            assertThat(slow.late).doesNotHaveDuplicates();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void lateAnswersThatNobodyCanTakeAreDroppedAndHoldUpNothing() throws Exception {
        ExecutorService one = TcpThreads.callbacks(1, 1);
        CountDownLatch free = new CountDownLatch(1);
        one.execute(() -> waitFor(free));
        try (TcpFixture full = new TcpFixture(new TcpThreads(one));
                FramedHost host = FramedHost.that((talk, message) -> {
                    talk.say(message);
                    talk.say(message);
                })) {
            TcpLink<String> link = full.link(host.port());
            for (int i = 0; i < 50; i++) {
                assertThat(end(ask(link, i + "|x"))).isEqualTo(i + "|x");
            }
            free.countDown();
            one.shutdown();

            assertThat(one.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            // Which one had come before the place was free, nobody knows.
            assertThat(full.late).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void onlyTheLatestAreKnown() {
        Memory<String> memory = new Memory<>();
        for (int i = 0; i <= Memory.MOST; i++) {
            memory.remember("key " + i, "about " + i);
        }

        assertThat(memory.of("key 0")).isEmpty();
        assertThat(memory.of("key 1")).contains("about 1");
        assertThat(memory.of("key " + Memory.MOST)).isPresent();
    }
}
