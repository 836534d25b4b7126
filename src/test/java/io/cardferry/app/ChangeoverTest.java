package io.cardferry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardferry.delivery.PausedIssuers;
import io.cardferry.issuer.Dispatch;
import io.cardferry.issuer.IssuerGates;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.PackChange;
import io.cardferry.issuer.PackLoader;
import io.cardferry.issuer.PackOverrides;
import io.cardferry.issuer.PacksInForce;
import io.cardferry.operations.HubMetrics;
import io.cardferry.postgres.Once;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How other packs come into force: routes, clients and lanes, on the real route templates. */
@Once
class ChangeoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final HubMetrics metrics = new HubMetrics();
    private final CountDownLatch release = new CountDownLatch(1);
    private final IssuerPack first = pack("aurora", "1s");
    private final PacksInForce packs = new PacksInForce(List.of(first));
    private final PausedIssuers paused = new PausedIssuers();
    private final Issuers issuers =
            new Issuers(packs, new Lanes(packs), paused, new IssuerGates(packs, paused, System::nanoTime));
    private final Changeover changeover = new Changeover(
            issuers,
            new IssuerRoutes(context, Map.of("http", new HttpRoutes(context, clock))),
            metrics,
            Duration.ofSeconds(30));
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private ProducerTemplate template;

    /** Two packs of one id whose response timeouts differ are two versions. */
    private static IssuerPack pack(String id, String timeout) {
        PackOverrides overrides =
                (issuer, key) -> key.equals("response-timeout") ? Optional.of(timeout) : Optional.empty();
        return PackLoader.load(Path.of("config/issuers"), overrides).stream()
                .filter(pack -> pack.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @BeforeEach
    void start() throws Exception {
        Processor nothing = exchange -> {};
        context.getRegistry().bind("issuerAnswerProcessor", nothing);
        context.getRegistry().bind("issuerRequestProcessor", (Processor) this::noteSent);
        context.getRegistry().bind("issuerGateProcessor", nothing);
        load("failures", "issuers/http", "issuers/lanes");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send-through-gate")
                        .id("send")
                        .process(ChangeoverTest.this::stayBeforeTheRoute)
                        .recipientList(simple("${body.endpoint}"));
                from("direct:inquire-issuer").id("inquire").process(nothing);
            }
        });
        changeover.begin();
        context.start();
        template = context.createProducerTemplate();
    }

    private void load(String... files) throws Exception {
        context.getRegistry().bind("failedWorkProcessor", new FailedWorkProcessor());
        context.getRegistry().bind("failedMessageProcessor", new FailedWorkProcessor());
        context.getRegistry().bind("problemProcessor", (Processor) exchange -> {});
        context.getRegistry().bind("answerProcessor", (Processor) exchange -> {});
        for (String file : files) {
            Path path = Path.of("routes").resolve(file + ".camel.yaml").toAbsolutePath();
            Resource resource = PluginHelper.getResourceLoader(context).resolveResource("file:" + path);
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        }
    }

    /** What a card on its way is, as far as these routes are concerned. */
    public record Card(String endpoint, boolean stays) {
        public String getAction() {
            return "SUBMIT";
        }
    }

    /** As while its intent is committed: it has its pack, and is not in the route yet. */
    private void stayBeforeTheRoute(Exchange exchange) throws InterruptedException {
        if (exchange.getMessage().getBody(Card.class).stays()) {
            held.incrementAndGet();
            release.await();
        }
    }

    private void noteSent(Exchange exchange) {
        sent.incrementAndGet();
        exchange.setRouteStop(true);
    }

    @AfterEach
    void stop() {
        release.countDown();
        changeover.close();
        context.stop();
        issuers.lanes().close();
        clock.shutdownNow();
        metrics.close();
    }

    @Test
    void fiftyChangesLeaveNothingBehind() throws Exception {
        send(first, false);
        Awaitility.await().until(() -> issuers.lanes().of("aurora").isIdle());
        Map<String, Integer> before = counted();

        for (int i = 0; i < 50; i++) {
            IssuerPack aurora = pack("aurora", 2 + i + "s");
            changeover.switchTo(i % 2 == 0 ? List.of(aurora) : List.of(aurora, pack("borealis", 2 + i + "s")));
            send(aurora, false);
        }
        changeover.switchTo(List.of(first));

        Awaitility.await()
                .atMost(PATIENCE)
                // The model's list can't be counted while a route is taken from it.
                .ignoreException(ConcurrentModificationException.class)
                .untilAsserted(() -> assertThat(counted()).isEqualTo(before));
        assertThat(metrics.scrape()).contains("issuer-aurora").doesNotContain("issuer-borealis");
    }

    /** The producers of the last endpoints are cached by the routes, bounded; what they lead to must be gone. */
    private Map<String, Integer> counted() {
        return Map.of(
                "routes", context.getRoutesSize(),
                "models",
                        context.getCamelContextExtension()
                                .getContextPlugin(Model.class)
                                .getRouteDefinitions()
                                .size(),
                "endpoints", context.getEndpoints().size(),
                "clients",
                        context.getRegistry()
                                .findByType(org.apache.hc.client5.http.classic.HttpClient.class)
                                .size(),
                "lanes", context.getRegistry().findByType(Lane.class).size(),
                "threads of lanes", threads("issuer-borealis"),
                "threads that take away", threads("retired-packs") > 1 ? 2 : 0);
    }

    private static int threads(String prefix) {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    @Test
    void anOldRouteStandsUntilTheLastCardThatIsOnItsWayThereHasEnded() {
        send(first, true);
        Awaitility.await().until(() -> held.get() == 1);
        IssuerPack second = pack("aurora", "2s");

        assertThat(changeover.switchTo(List.of(second)))
                .singleElement()
                .satisfies(change -> assertThat(change.kind()).isEqualTo(PackChange.Kind.CHANGED));

        // Long enough for a route that nobody needs.
        Awaitility.await()
                .during(Retirement.AT_LEAST.plusSeconds(2))
                .atMost(PATIENCE)
                .until(() -> stands(first));
        assertThat(stands(second)).isTrue();
        release.countDown();
        Awaitility.await().atMost(PATIENCE).until(() -> !stands(first));
        assertThat(sent).hasValue(1);
    }

    @Test
    void aVersionThatComesBackWhileItsRouteStandsStays() {
        IssuerPack second = pack("aurora", "2s");
        changeover.switchTo(List.of(second));
        changeover.switchTo(List.of(first));

        Awaitility.await().atMost(PATIENCE).until(() -> !stands(second));

        assertThat(stands(first)).isTrue();
    }

    @Test
    void aLaneIsResizedAndARemovedIssuersLaneEnds() {
        changeover.switchTo(List.of(first, pack("borealis", "1s")));
        Lane aurora = issuers.lanes().of("aurora");
        assertThat(issuers.lanes().ids()).containsExactly("aurora", "borealis");

        changeover.switchTo(List.of(first));

        assertThat(issuers.lanes().ids()).containsExactly("aurora");
        assertThat(issuers.lanes().of("aurora")).isSameAs(aurora);
        Awaitility.await().atMost(PATIENCE).until(() -> issuers.lanes().of("borealis") == null);
        assertThat(issuers.lanes().room("borealis")).isZero();
        assertThat(context.getRoute("lane-borealis")).isNull();
    }

    @Test
    void whatCanNotBeMadeReadyChangesNothingAndLeavesNothingBehind() throws Exception {
        Map<String, Integer> before = counted();
        RouteTemplateDefinition template = context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteTemplateDefinition("issuer-lane");
        context.removeRouteTemplateDefinition(template);
        IssuerPack second = pack("aurora", "2s");
        List<IssuerPack> next = List.of(second, pack("borealis", "2s"));

        assertThatThrownBy(() -> changeover.switchTo(next)).isInstanceOf(IllegalStateException.class);

        assertThat(packs.now().packs()).containsExactly(first);
        assertThat(issuers.lanes().ids()).containsExactly("aurora");
        Awaitility.await()
                .atMost(PATIENCE)
                // The model's list can't be counted while a route is taken from it.
                .ignoreException(ConcurrentModificationException.class)
                .untilAsserted(() -> assertThat(counted()).isEqualTo(before));
        context.addRouteTemplateDefinitions(List.of(template));
        assertThat(changeover.switchTo(next)).hasSize(2);
        assertThat(stands(second)).isTrue();
        assertThat(context.getRoute("lane-borealis")).isNotNull();
    }

    private void send(IssuerPack pack, boolean stays) {
        template.sendBody("direct:lane-" + pack.id(), new Card(Dispatch.endpointOf(pack), stays));
    }

    private boolean stands(IssuerPack pack) {
        return context.getRouteController().getRouteStatus(routeOf(pack)) == ServiceStatus.Started;
    }

    private static String routeOf(IssuerPack pack) {
        return Dispatch.endpointOf(pack).substring("direct:".length());
    }
}
