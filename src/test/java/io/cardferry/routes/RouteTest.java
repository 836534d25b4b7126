package io.cardferry.routes;

import io.cardferry.app.FailedWorkProcessor;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test of real route files: their beans are the test's, and what lies beyond an edge is a mock. */
abstract class RouteTest extends CamelTestSupport {

    static final Path ROUTES = Path.of("routes");

    /** One thread: what was begun earlier has ended when something later has. */
    final ExecutorService registrations = Executors.newSingleThreadExecutor();

    private final ExecutorService sources = Executors.newCachedThreadPool();
    private final String[] files;

    /** @param files below {@code routes/}, without {@code .camel.yaml} */
    RouteTest(String... files) {
        this.files = files;
    }

    /** Binds what the routes refer to by name. */
    abstract void bind(Registry registry);

    @Override
    public void configureTest(TestExecutionConfiguration test) {
        test.withUseAdviceWith(true).withUseRouteBuilder(false);
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("registrationPool", registrations);
        registry.bind("sourcePool", sources);
        registry.bind("failedWorkProcessor", new FailedWorkProcessor());
        bind(registry);
    }

    @BeforeEach
    void load() throws Exception {
        load("failures");
        for (String file : files) {
            load(file);
        }
    }

    private void load(String file) throws Exception {
        Path path = ROUTES.resolve(file + ".camel.yaml").toAbsolutePath();
        Resource resource = PluginHelper.getResourceLoader(context).resolveResource("file:" + path);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    }

    /** Puts mocks in the place of endpoints of other files. */
    void cutOff(String routeId, String... endpoints) throws Exception {
        AdviceWith.adviceWith(context, routeId, false, route -> {
            for (String endpoint : endpoints) {
                route.mockEndpointsAndSkip(endpoint);
            }
        });
    }

    /** Puts a mock in the place of a timer. */
    void startByHand(String routeId) throws Exception {
        AdviceWith.adviceWith(context, routeId, false, route -> route.replaceFromWith("direct:start-" + routeId));
    }

    /** Sends a body and waits for the routes' answer. */
    Exchange send(String endpoint, Object body) {
        return template.send(endpoint, exchange -> exchange.getMessage().setBody(body));
    }

    MockEndpoint mock(String endpoint, Processor answer) {
        MockEndpoint mock = getMockEndpoint("mock:" + endpoint);
        mock.whenAnyExchangeReceived(answer);
        return mock;
    }

    @AfterEach
    void stopThreads() {
        registrations.shutdownNow();
        sources.shutdownNow();
    }
}
