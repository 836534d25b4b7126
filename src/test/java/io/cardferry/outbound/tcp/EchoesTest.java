package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets: a quiet host is asked whether it is still there. */
@Timeout(300)
class EchoesTest {

    private final TcpFixture fixture = new TcpFixture();
    private final AtomicInteger made = new AtomicInteger();

    @BeforeEach
    void echo() {
        fixture.idle = Duration.ofMillis(100);
        fixture.echo = () -> echo("e" + made.incrementAndGet());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aQuietConnectionIsAskedNowAndThenAndKeptWhenItAnswers() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> link = fixture.link(host.port());
            end(ask(link, "1|x"));

            await().until(() -> host.seen.contains("e4|echo"));

            assertThat(end(ask(link, "2|x"))).isEqualTo("2|x");
            assertThat(host.talks).hasSize(1);
            assertThat(fixture.late).isEmpty();
            assertThat(fixture.unmatched).isEmpty();
        }
    }

    @Test
    void nobodyIsAskedBeforeThereIsAConnection() throws Exception {
        fixture.link(1);
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> other = fixture.link(host.port());
            end(ask(other, "1|x"));
            await().until(() -> host.seen.contains("e3|echo"));

            // All that were made went to the other host.
            assertThat(host.seen).startsWith("1|x", "e1|echo", "e2|echo", "e3|echo");
        }
    }

    @Test
    void aHostThatDoesNotAnswerTheEchoIsConnectedToAnewAndItsAnswerIsOfNoInterestAnyMore() throws Exception {
        fixture.response = Duration.ofSeconds(3);
        try (FramedHost host = FramedHost.that((talk, message) -> {
            if (!message.equals("e1|echo")) {
                talk.say(message);
            }
        })) {
            TcpLink<String> link = fixture.link(host.port());
            end(ask(link, "1|x"));

            await().until(() -> host.talks.size() >= 2);
            host.latest().say("e1|echo");

            assertThat(end(ask(link, "2|x"))).isEqualTo("2|x");
            assertThat(fixture.late).isEmpty();
            assertThat(fixture.unmatched).isEmpty();
        }
    }

    /** What waits on a dead connection is told of it, though its own time is not over. */
    @Test
    void aConnectionThatDoesNotAnswerTheEchoTakesItsExchangesWithIt() throws Exception {
        fixture.response = Duration.ofSeconds(10);
        try (FramedHost host = FramedHost.that(FramedHost.SILENT)) {
            TcpLink<String> link = fixture.link(host.port());
            ask(link, "1|x");
            await().until(() -> host.seen.contains("e1|echo"));

            assertThat(end(ask(link, "2|x"))).isEqualTo("lost: connection lost: an echo was not answered");
        }
    }

    @Test
    void aRoundIsLeftOutWhenNoEchoCanBeMade() throws Exception {
        fixture.echo = () -> {
            if (made.incrementAndGet() < 3) {
                throw new IllegalStateException("the ledger is away");
            }
            return echo("e" + made.get());
        };
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            end(ask(fixture.link(host.port()), "1|x"));

            await().until(() -> host.seen.size() >= 3);

            assertThat(host.seen).startsWith("1|x", "e3|echo", "e4|echo");
            assertThat(host.talks).hasSize(1);
        }
    }

    @Test
    void anEchoThatTakesLongToMakeHoldsUpNothing() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        AtomicBoolean waited = new AtomicBoolean();
        fixture.echo = () -> {
            waited.set(true);
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return echo("e" + made.incrementAndGet());
        };
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> link = fixture.link(host.port());
            end(ask(link, "1|x"));
            await().untilTrue(waited);

            assertThat(end(ask(link, "2|x"))).isEqualTo("2|x");
            free.countDown();
            await().until(() -> host.seen.contains("e1|echo"));
        }
    }

    /** A host may keep it alive by other means, and is not asked then. */
    @Test
    void whatComesIsASignOfLife() throws IOException {
        fixture.idle = Duration.ofSeconds(5);
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            end(ask(fixture.link(host.port()), "1|x"));
            long until = System.nanoTime() + Duration.ofSeconds(6).toNanos();

            await().until(() -> {
                host.latest().write((byte) 0, (byte) 0);
                return System.nanoTime() > until;
            });

            assertThat(host.seen).containsExactly("1|x");
        }
    }

    private static TcpEcho.Message echo(String key) {
        return new TcpEcho.Message((key + "|echo").getBytes(US_ASCII), key);
    }
}
