package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static io.cardferry.outbound.tcp.TcpFixture.next;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.outbound.tcp.FramedHost.Talk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over real sockets: many messages on kept connections, and each gets its own answer. */
@Timeout(300)
class TcpLinkTest {

    private final TcpFixture fixture = new TcpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void eachExchangeGetsItsOwnAnswerInWhateverOrderTheyCome() throws Exception {
        List<String> held = new ArrayList<>();
        try (FramedHost host = FramedHost.that((talk, message) -> {
            held.add(0, message);
            if (held.size() == 3) {
                for (String each : held) {
                    talk.say(each);
                }
                held.clear();
            }
        })) {
            TcpLink<String> link = fixture.link(host.port());

            // The second time shows that nothing was left of the first.
            for (int round = 0; round < 2; round++) {
                List<CompletableFuture<String>> asked = List.of(ask(link, "1|a"), ask(link, "2|b"), ask(link, "3|c"));

                assertThat(asked.stream().map(TcpFixture::end)).containsExactly("1|a", "2|b", "3|c");
            }
        }
    }

    @Test
    void oneConnectionIsMadeWithTheFirstExchangeAndKept() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> unused = fixture.link(host.port());
            TcpLink<String> link = fixture.link(host.port());

            for (int i = 0; i < 20; i++) {
                assertThat(end(ask(link, i + "|x"))).isEqualTo(i + "|x");
            }

            assertThat(link.isUp()).isTrue();
            assertThat(unused.isUp()).isFalse();
            assertThat(host.talks).hasSize(1);
        }
    }

    @Test
    void anAnswerMayComeOnAnotherConnection() throws Exception {
        fixture.connections = 2;
        try (FramedHost host = FramedHost.that((talk, message) -> {
            if (message.equals("1|talk")) {
                talk.say(message);
            }
        })) {
            TcpLink<String> link = fixture.link(host.port());
            end(ask(link, "1|talk"));
            await().until(() -> host.talks.size() == 2);
            CompletableFuture<String> asked = ask(link, "2|x");
            await().until(() -> host.seen.contains("2|x"));

            // One of them is not the one that brought the question.
            host.talks.get(0).say("2|first");
            host.talks.get(1).say("2|second");

            assertThat(end(asked)).isIn("2|first", "2|second");
            assertThat(next(fixture.late)).startsWith("about 2|x <- 2|");
        }
    }

    @Test
    void theLeastLoadedConnectionIsTaken() throws Exception {
        fixture.connections = 4;
        Map<String, Talk> cameOn = new ConcurrentHashMap<>();
        try (FramedHost host = FramedHost.that((talk, message) -> cameOn.put(message, talk))) {
            TcpLink<String> link = fixture.link(host.port());
            List<CompletableFuture<String>> asked = new ArrayList<>();
            asked.add(ask(link, "0|x"));
            await().until(() -> host.talks.size() == 4);
            for (Talk talk : host.talks) {
                // Once it is read, that connection stands.
                talk.say("hello");
                assertThat(next(fixture.unmatched)).isEqualTo("hello");
            }

            for (int i = 1; i < 8; i++) {
                asked.add(ask(link, i + "|x"));
            }

            await().until(() -> cameOn.size() == 8);
            assertThat(cameOn.values().stream()
                            .collect(groupingBy(talk -> talk))
                            .values())
                    .hasSize(4)
                    .allSatisfy(on -> assertThat(on).hasSize(2));
            assertThat(asked).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void ofTwoExchangesWithOneKeyAtOnceTheSecondIsNotSent() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.SILENT)) {
            TcpLink<String> link = fixture.link(host.port());
            CompletableFuture<String> first = ask(link, "7|first");

            assertThat(end(ask(link, "7|second")))
                    .isEqualTo("not sent: a message of the same key waits for its answer");
            await().until(() -> host.seen.size() == 1);
            host.latest().say("7|answer");
            assertThat(end(first)).isEqualTo("7|answer");
            assertThat(host.seen).containsExactly("7|first");
        }
    }

    @Test
    void aKeyServesAgainOnceItsExchangeHasEnded() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> link = fixture.link(host.port());

            assertThat(end(ask(link, "7|first"))).isEqualTo("7|first");
            assertThat(end(ask(link, "7|second"))).isEqualTo("7|second");
            assertThat(fixture.late).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"2,false", "2,true", "4,false", "4,true"})
    void lengthsStandBeforeMessagesAsTheHostWantsThem(int bytes, boolean countsItself) throws Exception {
        fixture.header = new LengthHeader(bytes, countsItself);
        try (FramedHost host = new FramedHost(FramedHost.listening(0), fixture.header, FramedHost.ECHOES)) {
            TcpLink<String> link = fixture.link(host.port());
            String longest = "1|" + "x".repeat(fixture.longest - 2);

            assertThat(end(ask(link, longest))).isEqualTo(longest);
            assertThat(end(ask(link, "2|"))).isEqualTo("2|");
            assertThat(end(ask(link, longest + "x"))).isEqualTo("not sent: longer than 2048 bytes");
            assertThat(host.talks).hasSize(1);
        }
    }

    @Test
    void closingEndsAllThatWaitAndTheConnection() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.SILENT)) {
            TcpLink<String> link = fixture.link(host.port());
            CompletableFuture<String> waits = ask(link, "1|x");
            await().until(() -> host.seen.contains("1|x"));

            link.close();

            assertThat(end(waits)).isEqualTo("lost: connection lost: closed here");
            assertThat(end(ask(link, "2|x"))).isEqualTo("not sent: closed");
            assertThat(link.isUp()).isFalse();
            assertThat(host.talks).hasSize(1);
            fixture.threads.close();
            assertThat(end(ask(link, "3|x"))).isEqualTo("not sent: closed");
        }
    }

    @Test
    void theAnswerToOneWhoLeftByHimselfIsLate() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.SILENT)) {
            TcpLink<String> link = fixture.link(host.port());
            CompletableFuture<byte[]> left = link.exchange(
                            "1|x".getBytes(), "1", "about 1", System.nanoTime() + 60_000_000_000L)
                    .end();
            await().until(() -> host.seen.contains("1|x"));

            left.cancel(false);
            host.latest().say("1|answer");

            assertThat(next(fixture.late)).isEqualTo("about 1 <- 1|answer");
        }
    }
}
