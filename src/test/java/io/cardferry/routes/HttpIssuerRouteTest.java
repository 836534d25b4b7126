package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.FixedPorts;
import io.cardferry.LogCapture;
import io.cardferry.contract.Reply;
import io.cardferry.contract.StubServer;
import io.cardferry.contract.StubServer.Call;
import io.cardferry.issuer.AnswerReader;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.EndedAttempt;
import io.cardferry.issuer.IssuerAnswerProcessor;
import io.cardferry.issuer.IssuerRequestProcessor;
import io.cardferry.outbound.Authentication;
import io.cardferry.outbound.HttpClients;
import io.cardferry.outbound.HttpLimits;
import io.cardferry.registration.OutcomeClass;
import io.cardferry.registration.Submission;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpIssuerRouteTest extends RouteTest {

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final StubServer issuer = new StubServer(call -> null, this::approved);
    private final Submission submission = Examples.submission("c-1");
    private final Dispatch dispatch = Examples.dispatch(submission);

    HttpIssuerRouteTest() {
        super("issuers/http");
    }

    @Override
    void bind(Registry registry) {
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(2), Duration.ofSeconds(3), 4, 64 * 1024);
        registry.bind("issuer-client-" + pack(), HttpClients.of(limits, Authentication.NONE, clock));
        registry.bind("issuerRequestProcessor", new IssuerRequestProcessor());
        registry.bind("issuerAnswerProcessor", new IssuerAnswerProcessor(new AnswerReader(Clock.systemUTC())));
    }

    private String pack() {
        return dispatch.pack().id() + "-" + dispatch.pack().version();
    }

    private void start(URI url) throws Exception {
        TemplatedRouteBuilder.builder(context, "http-issuer")
                .routeId("issuer-" + pack())
                .parameter("pack", pack())
                .parameter("url", url.toString())
                .add();
        context.start();
    }

    @AfterEach
    void stop() {
        issuer.close();
        clock.shutdownNow();
    }

    @Test
    void theMessageLeavesAsItWasRendered() throws Exception {
        start(issuer.uri().resolve("/aurora"));

        attempt(Map.of());

        Call call = issuer.calls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.rawPath()).isEqualTo("/aurora/card-registrations");
        assertThat(call.body()).isEqualTo(dispatch.message().body());
        assertThat(call.header("Content-Type")).isEqualTo("application/json");
        assertThat(call.header("Idempotency-Key"))
                .isEqualTo(submission.card().issuerRequestId().toString());
        assertThat(call.header("traceparent")).isEqualTo(Examples.TRACEPARENT);
    }

    @Test
    void noHeaderButTheMessagesOwnLeavesWhateverHappenedOnTheWay() throws Exception {
        start(issuer.uri());

        attempt(Map.of(
                "X-Leftover",
                "canary",
                "Authorization",
                "Bearer canary",
                Exchange.HTTP_METHOD,
                "DELETE",
                Exchange.HTTP_PATH,
                "/elsewhere",
                Exchange.HTTP_QUERY,
                "q=canary",
                Exchange.HTTP_URI,
                "http://elsewhere.invalid"));

        Call call = issuer.calls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.rawPath()).isEqualTo("/card-registrations");
        assertThat(call.headers().keySet())
                .containsExactlyInAnyOrder(
                        "Idempotency-key",
                        "Traceparent",
                        "Content-type",
                        "Content-length",
                        "Host",
                        "Connection",
                        "User-agent");
    }

    @Test
    void theAnswerBecomesTheOutcomeAndNothingElseOfItComesIn() throws Exception {
        start(issuer.uri());

        Exchange exchange = attempt(Map.of());

        EndedAttempt ended = exchange.getMessage().getBody(EndedAttempt.class);
        assertThat(ended.dispatch()).isSameAs(dispatch);
        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.DECIDED);
        assertThat(ended.outcome().tokenReference()).isEqualTo("tok-1");
        assertThat(ended.latency()).isPositive();
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void anIssuerThatIsNotThereHasNotBeenSentAnything() throws Exception {
        start(closedPort());

        assertThat(outcome()).isEqualTo(OutcomeClass.NOT_SENT);
    }

    @Test
    void aDroppedConnectionLeavesTheOutcomeUnknown() throws Exception {
        issuer.behave(call -> Reply.dropped());
        start(issuer.uri());

        assertThat(outcome()).isEqualTo(OutcomeClass.UNKNOWN);
        assertThat(issuer.calls()).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotComeInTimeLeavesTheOutcomeUnknown() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            start(URI.create("http://127.0.0.1:" + silent.getLocalPort()));

            assertThat(outcome()).isEqualTo(OutcomeClass.UNKNOWN);
        }
    }

    @Test
    void aBusyIssuerIsNotAskedTwiceByItself() throws Exception {
        issuer.behave(call -> Reply.answer(503, "", "Retry-After", "7"));
        start(issuer.uri());

        EndedAttempt ended = attempt(Map.of()).getMessage().getBody(EndedAttempt.class);

        assertThat(ended.outcome().outcomeClass()).isEqualTo(OutcomeClass.NOT_PROCESSED);
        assertThat(ended.outcome().retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(issuer.calls()).hasSize(1);
    }

    @Test
    void noFailureOfACallIsLoggedWithItsData() throws Exception {
        issuer.behave(call -> Reply.answer(500, "card 4111111111111111"));
        start(issuer.uri());

        try (LogCapture log = LogCapture.begin()) {
            assertThat(outcome()).isEqualTo(OutcomeClass.UNKNOWN);
            assertThat(log.text()).doesNotContain("4111111111111111");
        }
    }

    private OutcomeClass outcome() {
        Exchange exchange = attempt(Map.of());
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(EndedAttempt.class).outcome().outcomeClass();
    }

    private Exchange attempt(Map<String, Object> leftHeaders) {
        return template.send(dispatch.endpoint(), exchange -> {
            exchange.getMessage().setHeaders(new java.util.HashMap<>(leftHeaders));
            exchange.getMessage().setBody(dispatch);
        });
    }

    private Reply approved(Call call) {
        String requestId = submission.card().issuerRequestId().toString();
        String body = "{\"requestId\":\"" + requestId + "\",\"decision\":\"APPROVED\",\"tokenReference\":\"tok-1\"}";
        return Reply.answer(200, body, "X-Answer", "canary");
    }

    static URI closedPort() {
        return URI.create("http://127.0.0.1:" + FixedPorts.next());
    }
}
