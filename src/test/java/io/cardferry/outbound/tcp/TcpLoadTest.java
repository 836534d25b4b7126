package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.outbound.tcp.FramedHost.Talk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets, 64 in flight. */
@Timeout(300)
class TcpLoadTest {

    private static final int AT_ONCE = 64;

    private final TcpFixture fixture = new TcpFixture();
    private final Map<String, String> ends = new ConcurrentHashMap<>();
    private final AtomicInteger endings = new AtomicInteger();
    private final Semaphore free = new Semaphore(AT_ONCE);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void thousandsOfMessagesOverOneConnectionEachGetTheirOwnAnswerInRandomOrder() throws Exception {
        try (FramedHost host = FramedHost.that(new Shuffling())) {
            TcpLink<String> link = fixture.link(host.port());
            // All places are taken whenever the host answers, so that all of them wait at once.
            for (int round = 0; round < 100; round++) {
                List<CompletableFuture<String>> asked = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    asked.add(ask(link, round * AT_ONCE + i + "|x"));
                }
                for (int i = 0; i < AT_ONCE; i++) {
                    assertThat(end(asked.get(i))).isEqualTo(round * AT_ONCE + i + "|x");
                }
            }

            assertThat(host.talks).hasSize(1);
            assertThat(host.seen).hasSize(100 * AT_ONCE).doesNotHaveDuplicates();
            assertThat(fixture.late).isEmpty();
            assertThat(fixture.unmatched).isEmpty();
        }
    }

    @Test
    void hundredLossesUnderLoadLeaveNoExchangeWithoutItsEndAndNoneWronglyNotSent() throws Exception {
        fixture.connections = 2;
        AtomicInteger came = new AtomicInteger();
        AtomicInteger losses = new AtomicInteger();
        try (FramedHost host = FramedHost.that((talk, message) -> {
            // One loss for some ninety messages, cleanly or not, before or after answering.
            int now = came.incrementAndGet();
            if (now % 89 == 0) {
                losses.incrementAndGet();
                talk.reset();
            } else if (now % 97 == 0) {
                losses.incrementAndGet();
                talk.say(message);
                talk.close();
            } else {
                talk.say(message);
            }
        })) {
            TcpLink<String> link = fixture.link(host.port());
            int asked = 0;
            while (losses.get() < 100) {
                free.acquire();
                String message = asked++ + "|x";
                ask(link, message).thenAccept(end -> ended(message, end));
            }
            free.acquire(AT_ONCE);

            assertThat(endings).hasValue(asked);
            assertThat(ends).hasSize(asked);
            Set<String> seen = new HashSet<>(host.seen);
            assertThat(host.seen).hasSameSizeAs(seen);
            ends.forEach((message, end) -> {
                if (end.startsWith("not sent: ")) {
                    assertThat(seen).doesNotContain(message);
                } else if (!end.startsWith("lost: ")) {
                    assertThat(end).isEqualTo(message);
                    assertThat(seen).contains(message);
                }
            });
            assertThat(ends.values()).anyMatch(end -> end.startsWith("lost: "));
            await().until(link::isUp);
        }
    }

    private void ended(String message, String end) {
        endings.incrementAndGet();
        ends.put(message, end);
        free.release();
    }

    /** Waits until all have asked, and answers in any order. */
    private static final class Shuffling implements FramedHost.Script {

        private final List<String> held = new ArrayList<>();
        private final Random any = new Random(8583);

        @Override
        public void came(Talk talk, String message) throws IOException {
            held.add(message);
            if (held.size() == AT_ONCE) {
                while (!held.isEmpty()) {
                    talk.say(held.remove(any.nextInt(held.size())));
                }
            }
        }
    }
}
