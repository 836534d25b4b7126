package io.cardferry.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardferry.LogCapture;
import io.cardferry.intake.Accepted;
import io.cardferry.intake.AnswerProcessor;
import io.cardferry.intake.HttpAnswer;
import io.cardferry.intake.HttpIntake;
import io.cardferry.intake.ProblemProcessor;
import io.cardferry.intake.ReceivedRequest;
import io.cardferry.intake.ReceivedRequestReader;
import io.cardferry.intake.RegistrationRequestReader;
import io.cardferry.intake.RequestProcessor;
import io.cardferry.intake.SearchRequest;
import io.cardferry.intake.SearchRequestReader;
import io.cardferry.intake.door.DoorLimits;
import io.cardferry.intake.door.HttpDoor;
import io.cardferry.registration.Acceptance.Kind;
import io.cardferry.registration.ledger.LedgerUnavailableException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.servlet.ServletComponent;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpIntakeRouteTest extends RouteTest {

    private static final String REQUEST =
            "{\"account\":{\"id\":\"acc-1001\"},\"device\":{\"id\":\"tv-77\",\"type\":\"TV\"},\"cards\":{\"all\":true}}";

    private final String servlet = "test-" + UUID.randomUUID();
    private final HttpDoor door =
            new HttpDoor("127.0.0.1", 0, servlet, "routeThreads", null, DoorLimits.STANDARD, Map.of());
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Accepted> awaited = new CopyOnWriteArrayList<>();
    private final List<HttpIntake> shown = new CopyOnWriteArrayList<>();
    private final CountDownLatch searchesMayEnd = new CountDownLatch(1);
    private final ExecutorService oneSearch =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
    private final Accepted accepted = Examples.accepted(Kind.ACCEPTED, true);
    private MockEndpoint accept;
    private int port;

    HttpIntakeRouteTest() {
        super("intake/http", "intake/reads", "intake/search");
    }

    /** Stands for the reads: answers, and leaves a header where a careless step might. */
    public final class Reads {
        public HttpAnswer answer(Accepted given, Exchange exchange) {
            assertThat(given).isSameAs(accepted);
            return told("answered", exchange);
        }

        public HttpAnswer show(HttpIntake intake, Exchange exchange) {
            shown.add(intake);
            return told("shown", exchange);
        }

        public HttpAnswer history(HttpIntake intake) {
            throw new LedgerUnavailableException("the ledger can't be read", null);
        }

        public HttpAnswer search(SearchRequest search, Exchange exchange) throws InterruptedException {
            searchesMayEnd.await(20, TimeUnit.SECONDS);
            return told("found", exchange);
        }

        private HttpAnswer told(String what, Exchange exchange) {
            exchange.getMessage().setHeader("X-Left-By-A-Step", "canary");
            byte[] body = ("{\"" + what + "\":true}").getBytes(StandardCharsets.UTF_8);
            return new HttpAnswer(202, Map.of("Location", "/v1/registrations/1"), "application/json", body);
        }
    }

    @Override
    void bind(Registry registry) {
        Executor atOnce = Runnable::run;
        registry.bind("routeThreads", Executor.class, atOnce);
        registry.bind("requestProcessor", new RequestProcessor());
        registry.bind("answerProcessor", new AnswerProcessor());
        registry.bind("problemProcessor", new ProblemProcessor());
        registry.bind(
                "requestReader",
                new ReceivedRequestReader(
                        new RegistrationRequestReader(Set.of("phone-wallet")), Duration.ofSeconds(30)));
        Processor awaiting = exchange -> awaited.add(exchange.getMessage().getBody(Accepted.class));
        registry.bind("awaitEndingProcessor", awaiting);
        registry.bind("registrationReads", new Reads());
        registry.bind("searchRequestReader", new SearchRequestReader());
        registry.bind("searchPool", oneSearch);
        ServletComponent servlets = new ServletComponent();
        servlets.setServletName(servlet);
        registry.bind("servlet-component", servlets);
    }

    @BeforeEach
    void start() throws Exception {
        door.start();
        cutOff("accept-over-http", "direct:accept-registration");
        accept = mock(
                "direct:accept-registration", exchange -> exchange.getMessage().setBody(accepted));
        context.start();
        port = door.open();
    }

    @AfterEach
    void stop() {
        door.close();
        oneSearch.shutdownNow();
    }

    @Test
    void aRequestIsReadAcceptedAwaitedAndAnswered() throws Exception {
        HttpResponse<String> response = post("X-Other", "1");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"answered\":true}");
        assertThat(awaited).containsExactly(accepted);
        ReceivedRequest received = accept.getExchanges().get(0).getMessage().getBody(ReceivedRequest.class);
        assertThat(received.key().client()).isEqualTo("anonymous");
        assertThat(received.key().value()).isEqualTo("key-1");
        assertThat(received.request().account().id()).isEqualTo("acc-1001");
    }

    @Test
    void noHeaderAndNoParameterOfARequestComesIn() throws Exception {
        post("CamelHttpPath", "/elsewhere", "CamelHttpResponseCode", "418", "X-Other", "canary");

        assertThat(accept.getExchanges().get(0).getMessage().getHeaders()).isEmpty();
    }

    @Test
    void nothingButTheAnswersOwnHeadersGoOut() throws Exception {
        HttpResponse<String> response = post("X-Echo", "canary");

        assertThat(response.headers().map().keySet())
                .containsExactlyInAnyOrder("location", "content-type", "content-length", "cache-control", "date");
    }

    @Test
    void aWrongRequestIsAProblemAndIsNotAccepted() throws Exception {
        HttpResponse<String> response = send(request("/v1/registrations")
                .header("Idempotency-Key", "key-1")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("urn:cardferry:problem:malformed-json");
        accept.expectedMessageCount(0);
        accept.assertIsSatisfied();
    }

    @Test
    void aFailureOfTheHubsOwnIsAProblemThatTellsNothing() throws Exception {
        mock("direct:accept-registration", exchange -> {
            throw new IllegalStateException("card 4111111111111111");
        });

        try (LogCapture log = LogCapture.begin()) {
            HttpResponse<String> response = post("X-Echo", "canary");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .contains("urn:cardferry:problem:internal-error")
                    .doesNotContain("4111111111111111", "IllegalState", "canary");
            assertThat(response.headers().map().toString()).doesNotContain("canary");
            assertThat(log.text()).contains("incident").doesNotContain("4111111111111111", "acc-1001");
        }
    }

    @Test
    void aReadGetsTheIdOfThePathAndNoHeader() throws Exception {
        UUID id = Examples.REGISTRATION_ID;

        HttpResponse<String> response = send(
                request("/v1/registrations/" + id + "?registrationId=other").header("registrationId", "another"));

        assertThat(response.body()).isEqualTo("{\"shown\":true}");
        assertThat(shown).extracting(HttpIntake::registrationId).containsExactly(id);
        assertThat(response.headers().firstValue("X-Left-By-A-Step")).isEmpty();
    }

    @Test
    void aReadThatTheLedgerCannotAnswerIsTriedAgainLater() throws Exception {
        HttpResponse<String> response = send(request("/v1/registrations/" + Examples.REGISTRATION_ID + "/history"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void searchesWaitForTheirTurnAndMoreThanMayWaitAreTurnedAwayWhileOthersAreAnswered() throws Exception {
        HttpRequest search = request("/v1/registrations/search")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        List<CompletableFuture<HttpResponse<String>>> searches = Stream.generate(
                        () -> client.sendAsync(search, BodyHandlers.ofString()))
                .limit(3)
                .toList();

        Object first = CompletableFuture.anyOf(searches.toArray(CompletableFuture[]::new))
                .get(20, TimeUnit.SECONDS);

        assertThat(((HttpResponse<?>) first).statusCode()).isEqualTo(429);
        assertThat(((HttpResponse<?>) first).headers().firstValue("Retry-After"))
                .isPresent();
        assertThat(send(request("/v1/registrations/" + Examples.REGISTRATION_ID))
                        .statusCode())
                .isEqualTo(202);
        searchesMayEnd.countDown();
        assertThat(searches).extracting(each -> each.join().statusCode()).containsExactlyInAnyOrder(202, 202, 429);
    }

    private HttpResponse<String> post(String... headers) throws Exception {
        return send(request("/v1/registrations?Idempotency-Key=key-2&CamelHttpMethod=PUT")
                .headers(headers)
                .header("Idempotency-Key", "key-1")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(REQUEST)));
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
