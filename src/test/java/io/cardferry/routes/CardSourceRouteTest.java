package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.contract.Reply;
import io.cardferry.contract.StubServer;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.outbound.Authentication;
import io.cardferry.outbound.HttpClients;
import io.cardferry.outbound.HttpLimits;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import io.cardferry.source.CardListReader;
import io.cardferry.source.CardSource;
import io.cardferry.source.RequestPath;
import io.cardferry.source.SourceAnswerProcessor;
import io.cardferry.source.SourceRequestProcessor;
import io.cardferry.source.TimedAnswer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CardSourceRouteTest extends RouteTest {

    private static final String LIST =
            "{\"accountId\":\"acc/1001 ü\",\"asOf\":\"2026-11-22T10:00:00Z\",\"complete\":true,\"cards\":[]}";

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final StubServer wallet =
            new StubServer(call -> null, call -> Reply.answer(200, LIST, "X-Answer", "canary"));
    private RequestPath path = RequestPath.CANONICAL;
    private final List<TimedAnswer> measured = new CopyOnWriteArrayList<>();

    CardSourceRouteTest() {
        super("registration/card-source");
    }

    /** Stands for the metrics. */
    public final class Measure {
        public void sourceAnswered(TimedAnswer answer) {
            measured.add(answer);
        }
    }

    @Override
    void bind(Registry registry) {
        Duration responseTimeout = Duration.ofSeconds(3);
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(2), responseTimeout, 4, CardListReader.MAX_BYTES);
        CardSource source = Examples.source("phone-wallet", wallet.uri(), responseTimeout);
        registry.bind("source-client-phone-wallet", HttpClients.of(limits, Authentication.NONE, clock));
        registry.bind("source-answer-phone-wallet", new SourceAnswerProcessor(source, new CardListReader()));
        registry.bind("source-request-phone-wallet", new SourceRequestProcessor(path));
        registry.bind("metrics", new Measure());
    }

    private void start(URI url) throws Exception {
        TemplatedRouteBuilder.builder(context, "card-source")
                .routeId("source-phone-wallet")
                .parameter("source", "phone-wallet")
                .parameter("url", url.toString())
                .add();
        context.start();
    }

    @AfterEach
    void stop() {
        wallet.close();
        clock.shutdownNow();
    }

    @Test
    void theAccountIsOneSegmentOfThePathWhateverStandsInIt() throws Exception {
        start(wallet.uri().resolve("/wallet"));

        ask(Map.of());

        Call call = wallet.calls().get(0);
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.rawPath()).isEqualTo("/wallet/accounts/acc%2F1001%20%C3%BC/cards");
        assertThat(call.body()).isEmpty();
    }

    @Test
    void noHeaderButTheRequestsOwnLeavesWhateverHappenedOnTheWay() throws Exception {
        start(wallet.uri());

        ask(Map.of(
                "X-Leftover",
                "canary",
                Exchange.HTTP_METHOD,
                "DELETE",
                Exchange.HTTP_QUERY,
                "q=canary",
                Exchange.HTTP_URI,
                "http://elsewhere.invalid"));

        Call call = wallet.calls().get(0);
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.header("Accept")).isEqualTo("application/json");
        assertThat(call.header("X-Request-Id")).isEqualTo(Examples.REGISTRATION_ID.toString());
        assertThat(call.header("traceparent")).isEqualTo(Examples.TRACEPARENT);
        assertThat(call.header("X-Account-Assertion")).isEqualTo("assertion-canary");
        assertThat(call.headers().keySet())
                .containsExactlyInAnyOrder(
                        "Accept",
                        "X-request-id",
                        "Traceparent",
                        "X-account-assertion",
                        "Host",
                        "Connection",
                        "User-agent");
    }

    @Test
    void theListBecomesAnAnswerAndNothingElseOfItComesIn() throws Exception {
        start(wallet.uri());

        Exchange exchange = ask(Map.of());

        TimedAnswer answer = exchange.getMessage().getBody(TimedAnswer.class);
        assertThat(answer.answer().report().status()).isEqualTo(SourceStatus.OK);
        assertThat(answer.latency()).isPositive();
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(measured).containsExactly(answer);
    }

    @Test
    void aSourceThatIsNotThereHasFailed() throws Exception {
        start(HttpIssuerRouteTest.closedPort());

        assertThat(report().status()).isEqualTo(SourceStatus.FAILED);
        assertThat(measured).hasSize(1);
    }

    @Test
    void aSourceThatDropsTheConnectionHasFailedAndIsNotAskedTwiceByItself() throws Exception {
        wallet.behave(call -> Reply.dropped());
        start(wallet.uri());

        assertThat(report().status()).isEqualTo(SourceStatus.FAILED);
        assertThat(wallet.calls()).hasSize(1);
    }

    @Test
    void aSourceThatDoesNotAnswerInTimeIsLate() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            start(URI.create("http://127.0.0.1:" + silent.getLocalPort()));

            assertThat(report().status()).isEqualTo(SourceStatus.LATE);
        }
    }

    @Test
    void aBrokenAnswerIsNotRepeatedInTheLog() throws Exception {
        wallet.behave(call -> Reply.answer(500, "card 4111111111111111"));
        start(wallet.uri());

        try (LogCapture log = LogCapture.begin()) {
            assertThat(report().status()).isEqualTo(SourceStatus.FAILED);
            assertThat(log.text()).doesNotContain("4111111111111111", "acc/1001", "assertion-canary");
        }
    }

    private SourceReport report() {
        Exchange exchange = ask(Map.of());
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(TimedAnswer.class).answer().report();
    }

    private Exchange ask(Map<String, Object> leftHeaders) {
        return template.send("direct:source-phone-wallet", exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(leftHeaders));
            exchange.getMessage().setBody(Examples.registration().question());
        });
    }
}
