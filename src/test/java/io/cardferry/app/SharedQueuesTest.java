package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.JmsTransport;
import io.cardferry.issuer.PackFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two packs that would take each other's messages are refused, in whatever words their broker is named. */
class SharedQueuesTest {

    private static final Optional<BrokerUrl> EMBEDDED = Optional.empty();
    private static final Optional<BrokerUrl> OUTSIDE = Optional.of(BrokerUrl.parse("tcp://mq1:61616"));

    @Test
    void oneReplyQueueOnTheHubsBrokerIsRefused() {
        assertThat(among(EMBEDDED, pack("delta", null, "d.req", "replies"), pack("zeta", null, "z.req", "replies")))
                .singleElement()
                .asString()
                .endsWith("/issuer.yaml: /transport/reply-queue: \"replies\" is the reply queue of delta on the same"
                        + " broker (the hub's); give each issuer one of its own");
    }

    @Test
    void aUrlThatIsTheHubsOwnIsTheHubsBroker() {
        IssuerPack without = pack("delta", null, "d.req", "replies");
        IssuerPack named = pack("zeta", "tcp://MQ1:61616", "z.req", "replies");

        assertThat(among(OUTSIDE, without, named)).singleElement().asString().contains("(tcp://MQ1:61616)");
        assertThat(among(OUTSIDE, named, without)).hasSize(1);
        assertThat(among(EMBEDDED, without, named)).isEmpty();
    }

    @Test
    void listsOfHostsThatShareOneAreOneBroker() {
        IssuerPack first = pack("delta", "failover:(tcp://a:1,tcp://b:1)", "d.req", "replies");

        assertThat(among(EMBEDDED, first, pack("zeta", "failover:(tcp://b:1,tcp://a:1)", "z.req", "replies")))
                .hasSize(1);
        assertThat(among(EMBEDDED, first, pack("zeta", "failover:(tcp://b:1,tcp://c:1)", "z.req", "replies")))
                .hasSize(1);
        assertThat(among(EMBEDDED, first, pack("zeta", "tcp://b:2", "z.req", "replies")))
                .isEmpty();
        assertThat(among(
                        EMBEDDED,
                        pack("delta", "tcp://127.0.0.1:1", "d.req", "replies"),
                        pack("zeta", "tcp://localhost:1", "z.req", "replies")))
                .hasSize(1);
    }

    @Test
    void whatOneSendsToTheOtherMustNotRead() {
        IssuerPack delta = pack("delta", null, "d.req", "d.rep");

        assertThat(among(EMBEDDED, delta, pack("zeta", null, "d.rep", "z.rep")))
                .singleElement()
                .asString()
                .contains("/transport/request-queue: \"d.rep\" is the reply queue of delta on the same broker");
        assertThat(among(EMBEDDED, delta, pack("zeta", null, "z.req", "d.req")))
                .singleElement()
                .asString()
                .contains("/transport/reply-queue: \"d.req\" is the request queue of delta on the same broker");
    }

    @Test
    void twoMaySendToOneQueue() {
        assertThat(among(EMBEDDED, pack("delta", null, "req", "d.rep"), pack("zeta", null, "req", "z.rep")))
                .isEmpty();
    }

    private static List<String> among(Optional<BrokerUrl> hubs, IssuerPack... packs) {
        return new SharedQueues(hubs).among(List.of(packs));
    }

    private static IssuerPack pack(String id, String url, String requests, String replies) {
        IssuerPack any = PackFixture.dispatch().pack();
        JmsTransport transport = new JmsTransport(
                Optional.ofNullable(url).map(BrokerUrl::parse),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                requests,
                replies);
        return new IssuerPack(
                id,
                id,
                "00000000",
                any.folder(),
                List.of(),
                transport,
                any.format(),
                any.sealedCardKey(),
                any.encryptionKey(),
                any.answers(),
                any.inquiry(),
                any.repeat(),
                any.remembers(),
                any.retry(),
                1);
    }
}
