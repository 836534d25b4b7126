package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static io.cardferry.outbound.tcp.TcpFixture.next;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.outbound.tcp.FramedHost.Talk;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets: one of several connections is dead, and nobody has been told. */
@Timeout(300)
class SilentConnectionTest {

    private final TcpFixture fixture = new TcpFixture();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicReference<Talk> dead = new AtomicReference<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void itIsTakenLastUntilAMessageComesOverItAgain() throws Exception {
        fixture.connections = 2;
        fixture.response = Duration.ofSeconds(5);
        try (FramedHost host = FramedHost.that((talk, message) -> {
            if (message.equals("1|x")) {
                dead.set(talk);
            }
            if (talk != dead.get()) {
                talk.say(message);
            }
        })) {
            TcpLink<String> link = fixture.link(host.port());
            assertThat(end(ask(link, "0|x"))).isEqualTo("0|x");
            await().until(() -> host.talks.size() == 2);
            for (Talk talk : host.talks) {
                // Once it is read, that connection stands.
                talk.say("hello");
                assertThat(next(fixture.unmatched)).isEqualTo("hello");
            }

            // One may fall for it.
            assertThat(end(ask(link, "1|x"))).isEqualTo("late: response timeout");
            for (int i = 2; i < 6; i++) {
                assertThat(end(ask(link, i + "|x"))).isEqualTo(i + "|x");
            }

            Talk was = dead.getAndSet(null);
            was.say("1|x");
            assertThat(next(fixture.late)).isEqualTo("about 1|x <- 1|x");
            dead.set(was);
            assertThat(end(ask(link, "6|x"))).isEqualTo("late: response timeout");
        }
    }

    /** Whether it is asked is a matter of silence: a host that thinks for long may be one that reads nothing meanwhile. */
    @Test
    void whatIsNotAnsweredInTimeIsNoReasonToAskOrToEndIt() throws Exception {
        fixture.idle = Duration.ofHours(1);
        fixture.echo = () -> {
            made.incrementAndGet();
            return new TcpEcho.Message("e|echo".getBytes(US_ASCII), "e");
        };
        fixture.response = Duration.ofSeconds(1);
        try (FramedHost host = FramedHost.that((talk, message) -> dead.set(talk))) {
            TcpLink<String> link = fixture.link(host.port());
            for (int i = 0; i < 3; i++) {
                assertThat(end(ask(link, i + "|x"))).isEqualTo("late: response timeout");
            }

            dead.get().say("0|x");

            assertThat(next(fixture.late)).isEqualTo("about 0|x <- 0|x");
            assertThat(host.talks).hasSize(1);
            assertThat(made).hasValue(0);
        }
    }
}
