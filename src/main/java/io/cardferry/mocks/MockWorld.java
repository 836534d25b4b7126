package io.cardferry.mocks;

import com.nimbusds.jose.jwk.RSAKey;
import io.cardferry.mocks.fault.Faults;
import io.cardferry.mocks.fault.Switchboard;
import io.cardferry.mocks.wire.Deliveries;
import io.cardferry.mocks.wire.Departures;
import io.cardferry.mocks.wire.TcpDoor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.servlet.ServletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The running mock world: the card sources and issuers under {@code mocks/}, on one port for HTTP, one for ISO 8583 and one for
 * messages, with keys of its own.
 */
public final class MockWorld implements AutoCloseable {

    /** Where a hub is unless somebody says where. */
    private static final URI USUAL_HUB = URI.create("http://127.0.0.1:8080");

    private static final List<String> ISSUERS = List.of("aurora", "borealis", "cumulus", "delta");
    private static final List<String> SOURCES = List.of("phone-wallet", "watch-wallet");

    private static final int CUMULUS_PORT_ABOVE = 1;
    private static final int BROKER_PORT_ABOVE = 2;
    private static final int STOP_TIMEOUT_SECONDS = 1;

    private final MockSettings settings;
    private final CamelContext context;
    private final ScheduledThreadPoolExecutor later = newTimer();
    private final Deliveries deliveries = new Deliveries(later);
    private final HubKeys hubKeys = new HubKeys(USUAL_HUB);
    private final MockDoor door;
    private final TcpDoor cumulus;
    private final DeltaLink delta;

    private MockWorld(MockSettings settings, MockAccounts accounts, RSAKey deltaKey) throws IOException {
        this.settings = settings;
        // Camel keeps its servlets in a registry of the whole JVM, by name: each world needs a name of its own.
        String servletName = "mocks-" + UUID.randomUUID();
        this.context = newContext(servletName);
        this.delta = DeltaLink.open(settings, settings.port(BROKER_PORT_ABOVE));
        this.door = new MockDoor(settings.host(), settings.port(), servletName, deliveries);
        ProducerTemplate routes = context.createProducerTemplate();
        this.cumulus = new TcpDoor(
                message -> routes.requestBody("direct:cumulus", message, MockAnswer.class)
                        .transmission(),
                new Departures(later));
        context.addComponent("delta-broker", delta.component());
        context.getRegistry().bind("deltaPost", new DeltaPost(new Departures(later), routes));
        bind(accounts, deltaKey);
    }

    /** Starts on this machine's loopback address only; see {@link #start(Path, MockSettings)}. */
    public static MockWorld start(Path home, int port) throws Exception {
        return start(home, MockSettings.on(port));
    }

    /**
     * @param home the project's folder, which holds {@code mocks/}
     * @throws IOException if a port is in use, {@code mocks/accounts.yaml} or delta's key is missing, or one of them or another
     *     file of accounts is wrong
     */
    public static MockWorld start(Path home, MockSettings settings) throws Exception {
        Path folder = home.resolve("mocks");
        MockWorld world =
                new MockWorld(settings, MockAccounts.readAll(folder), DeltaWords.key(folder.resolve("delta-key.jwk")));
        CamelContext context = world.context;
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(routes(context, folder));
            // It has been starting all the while; without it delta's route would wait for it, and could not be stopped.
            world.deltaBroker();
            context.start();
            world.cumulus.open(settings.host(), settings.port(CUMULUS_PORT_ABOVE));
            world.door.open();
            return world;
        } catch (Exception e) {
            world.close();
            throw e;
        }
    }

    private void bind(MockAccounts accounts, RSAKey deltaKey) {
        Clock clock = Clock.systemUTC();
        SealedCards sealedCards = new SealedCards(hubKeys, clock);
        Faults faults = new Faults();
        Effects effects = new Effects(clock);
        CommonFaults commonFaults = new CommonFaults(settings.slowAnswer());
        CardDesk desk = new CardDesk(accounts, sealedCards);
        IssuerSurroundings around = new IssuerSurroundings(desk, faults, commonFaults, effects, later, clock);
        Map<String, Object> beans = Map.of(
                "wallets", new Wallets(accounts, sealedCards, faults, commonFaults, clock),
                "aurora", new MockIssuer("aurora", "/aurora/card-registrations", new AuroraWords(), around),
                "borealis", new MockIssuer("borealis", "/borealis/enrolment", new BorealisWords(), around),
                "cumulus", new MockIssuer("cumulus", "", new CumulusWords(), around),
                "cumulusLine", new CumulusLine(faults, commonFaults),
                "delta", new MockIssuer("delta", "", new DeltaWords(deltaKey), around),
                "effects", effects,
                "switchboard", new Switchboard(faults, ISSUERS, SOURCES));
        beans.forEach(context.getRegistry()::bind);
    }

    private static ScheduledThreadPoolExecutor newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mocks-later");
            thread.setDaemon(true);
            return thread;
        });
        // Else a call that has ended would stay in memory until its time.
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static CamelContext newContext(String servletName) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("mocks");
        context.getShutdownStrategy().setTimeout(STOP_TIMEOUT_SECONDS);
        context.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        ServletComponent servlets = new ServletComponent();
        servlets.setServletName(servletName);
        context.addComponent("servlet", servlets);
        return context;
    }

    private static List<Resource> routes(CamelContext context, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".camel.yaml"))
                    .sorted()
                    .map(file -> ResourceHelper.resolveResource(context, "file:" + file))
                    .toList();
        }
    }

    /** From now on the wallets seal for the keys of this hub, where a card is to be sealed for the hub. */
    public void sealForHub(URI hub) {
        hubKeys.of(hub);
    }

    /** The address that the paths of docs/sources.md and docs/adding-an-issuer.md hang on, e.g. {@code http://127.0.0.1:18080}. */
    public URI base() {
        return URI.create("http://" + settings.host() + ":" + door.port());
    }

    /** The phone wallet's address, as {@code cardferry.sources.phone-wallet.url} wants it. */
    public URI phoneWallet() {
        return base().resolve("/phone-wallet");
    }

    /** The watch wallet's address, as {@code cardferry.sources.watch-wallet.url} wants it. */
    public URI watchWallet() {
        return base().resolve("/watch-wallet");
    }

    /** The issuer aurora's address, as {@code cardferry.issuers.aurora.url} wants it. */
    public URI aurora() {
        return base().resolve("/aurora");
    }

    /** The issuer borealis' address, as {@code cardferry.issuers.borealis.url} wants it. */
    public URI borealis() {
        return base().resolve("/borealis");
    }

    /** The issuer cumulus' address, as {@code cardferry.issuers.cumulus.url} wants it. */
    public URI cumulus() {
        return URI.create("tcp://" + settings.host() + ":" + cumulus.port());
    }

    /**
     * The broker where the issuer delta takes its messages, as {@code cardferry.issuers.delta.url} wants it.
     *
     * @throws IOException if it is the mocks' own and could not start
     */
    public URI deltaBroker() throws IOException {
        return delta.address();
    }

    @Override
    public void close() {
        later.shutdownNow();
        try {
            deliveries.dropAll();
            door.close();
            cumulus.close();
        } finally {
            context.stop();
            delta.close();
        }
    }
}
