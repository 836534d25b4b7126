package io.cardferry.app;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.issuer.ArrivedAnswer;
import io.cardferry.issuer.HttpTransport;
import io.cardferry.issuer.JmsTransport;
import io.cardferry.issuer.TcpTransport;
import io.cardferry.outbound.HttpClients;
import io.cardferry.outbound.HttpLimits;
import io.cardferry.source.CardListReader;
import io.cardferry.source.CardSource;
import io.cardferry.source.SourceAnswerProcessor;
import io.cardferry.source.SourceRequestProcessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.servlet.ServletComponent;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Registry;

/** Runs the routes of the folder {@code routes/}: gives them their beans, and each source and issuer a route of its own. */
final class HubRoutes implements AutoCloseable {

    private static final int STOP_SECONDS_MAX = 8;
    /** Not read without JMS: they can't be made without a broker. */
    private static final String ROUTES_OF_MESSAGES = "**/intake/jms*.camel.yaml,**/outbox*.camel.yaml";

    private static final String TAKES_MESSAGES = "accept-over-jms";
    private static final String TELLS = "send-outbox";
    private static final int MESSAGES_STOP_SECONDS_MAX = 3;

    private final Main main = new Main();
    private final Pools pools;
    private volatile ProducerTemplate template;

    /**
     * Reads the routes.
     *
     * @param properties values for the routes' placeholders
     * @param messages whether messages come and go
     */
    HubRoutes(Path home, String servletName, Map<String, String> properties, Pools pools, boolean messages) {
        this.pools = pools;
        main.setDefaultPropertyPlaceholderLocation("false");
        properties.forEach(main::addInitialProperty);
        main.configure()
                .withName("cardferry")
                .withRoutesIncludePattern("file:" + home.resolve("routes").toAbsolutePath() + "/**/*.camel.yaml")
                .withRoutesExcludePattern(messages ? "false" : ROUTES_OF_MESSAGES)
                .withShutdownTimeout(STOP_SECONDS_MAX)
                .withShutdownSuppressLoggingOnTimeout(true)
                .withShutdownLogInflightExchangesOnTimeout(false)
                .withAutoConfigurationLogSummary(false);
        CamelKeys.init(main);
        ServletComponent servlets = new ServletComponent();
        servlets.setServletName(servletName);
        context().addComponent("servlet", servlets);
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Gives the routes what they refer to by name. */
    void bind(Map<String, Object> beans) {
        beans.forEach(context().getRegistry()::bind);
    }

    /** Gives every enabled source a route of its own, and the packs what they need; then starts. */
    void start(List<CardSource> sources, Changeover packs) throws Exception {
        for (CardSource source : sources) {
            addRoute(source);
        }
        packs.begin();
        main.start();
        template = context().createProducerTemplate();
    }

    /** One round of the outbox; ends when all it took has been tried. Before the start it is nothing. */
    void sendOutbox() {
        ProducerTemplate started = template;
        if (started != null) {
            started.send("direct:send-outbox", exchange -> {});
        }
    }

    private void addRoute(CardSource source) throws Exception {
        Registry registry = context().getRegistry();
        HttpLimits limits = new HttpLimits(
                source.connectTimeout(), source.responseTimeout(), Pools.QUESTIONS_MAX, CardListReader.MAX_BYTES);
        registry.bind("source-client-" + source.id(), HttpClients.of(limits, source.authentication(), pools.clock));
        registry.bind(
                "source-request-" + source.id(),
                new SourceRequestProcessor(source.form().path()));
        registry.bind("source-answer-" + source.id(), new SourceAnswerProcessor(source, new CardListReader()));
        TemplatedRouteBuilder.builder(context(), "card-source")
                .routeId("source-" + source.id())
                .prefixId(source.id())
                .parameter("source", source.id())
                .parameter("url", source.url().toString())
                .add();
    }

    /** Makes and takes away the routes to the issuers. */
    IssuerRoutes issuerRoutes(IssuerLinks links) {
        return new IssuerRoutes(
                context(),
                Map.of(
                        HttpTransport.TYPE, new HttpRoutes(context(), pools.clock),
                        JmsTransport.TYPE, new JmsRoutes(context(), links.brokers()),
                        TcpTransport.TYPE,
                                new TcpRoutes(
                                        context(),
                                        links.threads(),
                                        this::takeLateAnswer,
                                        links.unreadable(),
                                        links.echoes()::next)));
    }

    /** An answer that nobody waits for; the route keeps it if it can't be recorded yet. */
    private void takeLateAnswer(ArrivedAnswer answer) {
        ProducerTemplate started = template;
        if (started != null) {
            started.sendBody("direct:late-answer", answer);
        }
    }

    /** Gives the routes the broker that they name {@code jms}. */
    void connect(Broker broker) {
        context().addComponent("jms", broker.component());
    }

    /**
     * Takes messages from now on: once the routes that they go through have started.
     *
     * @throws ConfigurationException if such a route is missing: nobody would notice that no message comes or goes
     */
    void takeMessages() throws Exception {
        for (String route : List.of(TAKES_MESSAGES, TELLS)) {
            if (context().getRoute(route) == null) {
                throw new ConfigurationException("routes: there is no route " + route + ", so messages would not "
                        + (route.equals(TELLS) ? "go out" : "come in")
                        + "; put its file back, or set cardferry.jms.enabled = false");
            }
        }
        context().getRouteController().startRoute(TAKES_MESSAGES);
    }

    /** Takes no more messages; those that are in hand are committed, or stay on the broker. */
    void stopTakingMessages() throws Exception {
        context().getRouteController().stopRoute(TAKES_MESSAGES, MESSAGES_STOP_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** Lets what is in flight end, for at most eight seconds, and stops. */
    @Override
    public void close() {
        main.stop();
    }
}
