package io.cardferry.outbound.tcp;

import static io.cardferry.outbound.tcp.TcpFixture.ask;
import static io.cardferry.outbound.tcp.TcpFixture.await;
import static io.cardferry.outbound.tcp.TcpFixture.end;
import static io.cardferry.outbound.tcp.TcpFixture.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.outbound.tcp.FramedHost.Talk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Over two connections, one of which the host does not read: what was given up there is still on its way, as in a network
 * that is away and comes back. An issuer that is asked over the other one says that it never saw it.
 */
@Timeout(300)
class OneSubjectTest {

    private final TcpFixture fixture = new TcpFixture();
    private final Map<String, Talk> cameOn = new ConcurrentHashMap<>();
    private final List<String> read = new CopyOnWriteArrayList<>();
    private final CountDownLatch networkIsBack = new CountDownLatch(1);

    @AfterEach
    void close() {
        networkIsBack.countDown();
        fixture.close();
    }

    @Test
    void whatIsAskedLaterComesBehindWhatWasGivenUpAndNotBeforeIt() throws Exception {
        try (FramedHost host = FramedHost.that(this::came)) {
            TcpLink<String> link = linkOfTwo(host);
            assertThat(end(ask(link, "1|lost#card"))).isEqualTo("late: response timeout");

            assertThat(end(ask(link, "2|x#other card"))).isEqualTo("2|x#other card");
            assertThat(end(ask(link, "3|was it seen?#card"))).isEqualTo("late: response timeout");
            networkIsBack.countDown();

            await().until(() -> read.contains("3|was it seen?#card"));
            assertThat(read).containsSubsequence("1|lost#card", "3|was it seen?#card");
            assertThat(cameOn.get("3|was it seen?#card")).isSameAs(cameOn.get("1|lost#card"));
            assertThat(cameOn.get("2|x#other card")).isNotSameAs(cameOn.get("1|lost#card"));
        }
    }

    @Test
    void onceThatConnectionIsCutAnyOtherWillDo() throws Exception {
        try (FramedHost host = FramedHost.that(this::came)) {
            TcpLink<String> link = linkOfTwo(host);
            CompletableFuture<String> first = ask(link, "1|lost#card");
            await().until(() -> cameOn.containsKey("1|lost#card"));
            cameOn.get("1|lost#card").close();
            assertThat(end(first)).startsWith("lost: connection lost");

            assertThat(end(ask(link, "2|was it seen?#card"))).isEqualTo("2|was it seen?#card");
        }
    }

    /** The host has read all that went before what it answers. */
    @Test
    void onceSomethingAboutItIsAnsweredAnyOtherWillDo() throws Exception {
        try (FramedHost host = FramedHost.that(this::came)) {
            TcpLink<String> link = linkOfTwo(host);
            assertThat(end(ask(link, "1|x#card"))).isEqualTo("1|x#card");
            CompletableFuture<String> waits = ask(link, "2|lost#other card");
            await().until(() -> cameOn.containsKey("2|lost#other card"));

            assertThat(end(ask(link, "3|x#card"))).isEqualTo("3|x#card");

            assertThat(waits).isNotDone();
            assertThat(cameOn.get("2|lost#other card")).isSameAs(cameOn.get("1|x#card"));
        }
    }

    private TcpLink<String> linkOfTwo(FramedHost host) throws Exception {
        fixture.connections = 2;
        fixture.response = Duration.ofSeconds(5);
        TcpLink<String> link = fixture.link(host.port());
        assertThat(end(ask(link, "0|x"))).isEqualTo("0|x");
        await().until(() -> host.talks.size() == 2);
        for (Talk talk : host.talks) {
            // Once it is read, that connection stands.
            talk.say("hello");
            assertThat(next(fixture.unmatched)).isEqualTo("hello");
        }
        return link;
    }

    /** A message that is lost holds up all that come behind it. */
    private void came(Talk talk, String message) throws IOException {
        cameOn.put(message, talk);
        if (message.contains("lost")) {
            try {
                networkIsBack.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            }
            read.add(message);
        } else {
            read.add(message);
            talk.say(message);
        }
    }
}
