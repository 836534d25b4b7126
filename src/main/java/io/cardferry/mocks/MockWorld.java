package io.cardferry.mocks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.servlet.ServletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The running mock world: the card sources and issuers under {@code mocks/}, on one port, with a key of its own. */
public final class MockWorld implements AutoCloseable {

    /** Longer than any response timeout that a hub would have towards an issuer. */
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(30);

    private static final int STOP_TIMEOUT_SECONDS = 1;

    private final CamelContext context;
    private final MockDoor door;
    private final String host;

    private MockWorld(CamelContext context, MockDoor door, String host) {
        this.context = context;
        this.door = door;
        this.host = host;
    }

    /** Starts on this machine's loopback address only; see {@link #start(Path, String, int, Duration)}. */
    public static MockWorld start(Path home, int port) throws Exception {
        return start(home, "127.0.0.1", port, SLOW_ANSWER);
    }

    /** See {@link #start(Path, String, int, Duration)}. */
    public static MockWorld start(Path home, String host, int port) throws Exception {
        return start(home, host, port, SLOW_ANSWER);
    }

    /**
     * @param home the project's folder, which holds {@code mocks/}
     * @param host the address to listen on
     * @param port 0: any free port
     * @param slowAnswer how long SLOW accounts and cards wait for their answer
     * @throws IOException if the port is in use, or {@code mocks/accounts.yaml} is missing or wrong
     */
    public static MockWorld start(Path home, String host, int port, Duration slowAnswer) throws Exception {
        Clock clock = Clock.systemUTC();
        SealedCards sealedCards = new SealedCards(clock);
        Path folder = home.resolve("mocks");
        MockAccounts accounts = MockAccounts.read(folder.resolve("accounts.yaml"));
        // Camel keeps its servlets in a registry of the whole JVM, by name: each world needs a name of its own.
        String servletName = "mocks-" + UUID.randomUUID();
        CamelContext context = newContext(servletName, slowAnswer);
        context.getRegistry().bind("wallets", new Wallets(accounts, sealedCards, clock));
        CardDesk desk = new CardDesk(accounts, sealedCards);
        context.getRegistry().bind("aurora", new Aurora(desk));
        context.getRegistry().bind("borealis", new Borealis(desk));
        MockWorld world = new MockWorld(context, new MockDoor(host, port, servletName), host);
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(routes(context, folder));
            context.start();
            world.door.open();
            return world;
        } catch (Exception e) {
            world.close();
            throw e;
        }
    }

    private static CamelContext newContext(String servletName, Duration slowAnswer) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("mocks");
        context.getShutdownStrategy().setTimeout(STOP_TIMEOUT_SECONDS);
        context.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        Properties properties = new Properties();
        properties.setProperty("mocks.slow-answer-ms", Long.toString(slowAnswer.toMillis()));
        context.getPropertiesComponent().setInitialProperties(properties);
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

    /** The address that the paths of docs/sources.md and docs/adding-an-issuer.md hang on, e.g. {@code http://127.0.0.1:18080}. */
    public URI base() {
        return URI.create("http://" + host + ":" + door.port());
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

    @Override
    public void close() {
        try {
            door.close();
        } finally {
            context.stop();
        }
    }
}
