package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static io.cardferry.outbound.tcp.TcpFixture.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.outbound.tcp.FramedHost.Talk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.pollinterval.FixedPollInterval;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets: bytes that come as they should not. */
@Timeout(300)
class FramesTest {

    private final TcpFixture fixture = new TcpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99|to nobody", "no line at all", "|no key"})
    void whatIsNoAnswerToAnythingIsToldAndTheRestGoesOn(String stray) throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.SILENT)) {
            TcpLink<String> link = fixture.link(host.port());
            CompletableFuture<String> waits = ask(link, "1|x");
            await().until(() -> host.seen.contains("1|x"));

            host.latest().say(stray);
            assertThat(next(fixture.unmatched)).isEqualTo(stray);
            host.latest().say("1|answer");

            assertThat(end(waits)).isEqualTo("1|answer");
            assertThat(fixture.late).isEmpty();
            assertThat(host.talks).hasSize(1);
        }
    }

    @Test
    void aLengthOfNothingKeepsAConnectionAliveAndMeansNothing() throws Exception {
        try (FramedHost host = FramedHost.that((talk, message) -> {
            talk.write(new byte[] {0, 0, 0, 0});
            talk.say(message);
        })) {
            TcpLink<String> link = fixture.link(host.port());

            assertThat(end(ask(link, "1|x"))).isEqualTo("1|x");
            assertThat(end(ask(link, "2|x"))).isEqualTo("2|x");
            assertThat(host.talks).hasSize(1);
            assertThat(fixture.unmatched).isEmpty();
        }
    }

    @Test
    void aMessageInPiecesIsOneAndSeveralAtOnceAreSeveral() throws Exception {
        try (FramedHost host = FramedHost.that(FramedHost.SILENT)) {
            TcpLink<String> link = fixture.link(host.port());
            CompletableFuture<String> first = ask(link, "1|x");
            CompletableFuture<String> second = ask(link, "2|x");
            await().until(() -> host.seen.size() == 2);
            Talk talk = host.latest();

            for (byte each : talk.framed("1|one")) {
                talk.write(each);
            }
            assertThat(end(first)).isEqualTo("1|one");

            ByteArrayOutputStream several = new ByteArrayOutputStream();
            several.write(talk.framed("2|two"));
            several.write(talk.framed("3|three"));
            talk.write(several.toByteArray());
            assertThat(end(second)).isEqualTo("2|two");
            assertThat(next(fixture.unmatched)).isEqualTo("3|three");
        }
    }

    @Test
    void aLengthAboveTheLongestEndsTheConnection() throws Exception {
        endsTheConnection("a message came that is too long", (byte) 0x08, (byte) 0x01);
    }

    @Test
    void aLengthThatDoesNotEvenCountItselfEndsTheConnection() throws Exception {
        fixture.header = new LengthHeader(2, true);
        endsTheConnection("a length came that can't be", (byte) 0, (byte) 1);
    }

    @Test
    void aNegativeLengthEndsTheConnection() throws Exception {
        fixture.header = new LengthHeader(4, false);
        endsTheConnection("a message came that is too long", (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFE);
    }

    private void endsTheConnection(String reason, byte... bytes) throws Exception {
        try (FramedHost host =
                new FramedHost(FramedHost.listening(0), fixture.header, (talk, message) -> talk.write(bytes))) {
            TcpLink<String> link = fixture.link(host.port());

            assertThat(end(ask(link, "1|x"))).isEqualTo("lost: connection lost: " + reason);
            assertThat(end(ask(link, "2|x"))).isEqualTo("lost: connection lost: " + reason);
            assertThat(host.seen).containsExactly("1|x", "2|x");
            assertThat(host.talks).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void halfAMessageEndsTheConnectionWhenItsTimeIsOver() throws Exception {
        fixture.response = Duration.ofSeconds(3);
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> link = fixture.link(host.port());
            assertThat(end(ask(link, "1|x"))).isEqualTo("1|x");

            host.latest().write((byte) 0, (byte) 9, (byte) '2', (byte) '|');

            await().until(() -> host.talks.size() == 2);
            assertThat(end(ask(link, "2|x"))).isEqualTo("2|x");
        }
    }

    @Test
    void drippingBytesDoNotStretchThatTime() throws Exception {
        fixture.response = Duration.ofSeconds(3);
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> link = fixture.link(host.port());
            assertThat(end(ask(link, "1|x"))).isEqualTo("1|x");
            Talk dripping = host.latest();
            dripping.write((byte) 4, (byte) 0);

            await().pollInterval(FixedPollInterval.fixed(Duration.ofMillis(50))).until(() -> {
                if (host.talks.size() == 1) {
                    drip(dripping);
                }
                return host.talks.size() == 2;
            });

            assertThat(end(ask(link, "2|x"))).isEqualTo("2|x");
        }
    }

    /** Whole messages, each of which ends what the one before began, are a busy host and not a slow one. */
    @Test
    void messagesThatOverlapWithReadsAreNoHalfMessages() throws Exception {
        fixture.response = Duration.ofSeconds(5);
        try (FramedHost host = FramedHost.that(FramedHost.ECHOES)) {
            TcpLink<String> link = fixture.link(host.port());
            assertThat(end(ask(link, "0|x"))).isEqualTo("0|x");
            byte[] framed = host.latest().framed("7|y");
            byte[] shifted = new byte[framed.length];
            System.arraycopy(framed, 2, shifted, 0, 3);
            System.arraycopy(framed, 0, shifted, 3, 2);
            host.latest().write(framed[0], framed[1]);

            long until = System.nanoTime() + Duration.ofSeconds(6).toNanos();
            await().pollInterval(FixedPollInterval.fixed(Duration.ofMillis(100)))
                    .until(() -> {
                        host.latest().write(shifted);
                        return System.nanoTime() > until;
                    });

            assertThat(host.talks).hasSize(1);
            assertThat(fixture.unmatched).hasSizeGreaterThan(3).containsOnly("7|y");
        }
    }

    private static void drip(Talk talk) {
        try {
            talk.write((byte) 'x');
        } catch (IOException closed) {
            // As it should be.
        }
    }
}
