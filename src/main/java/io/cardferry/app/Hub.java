package io.cardferry.app;

import io.cardferry.configuration.HubSettings;
import io.cardferry.intake.door.DoorLimits;
import io.cardferry.intake.door.HttpDoor;
import io.cardferry.intake.jms.LedgerPause;
import io.cardferry.intake.pages.ApiPages;
import io.cardferry.issuer.IssuerEchoes;
import io.cardferry.issuer.MessageRenderer;
import io.cardferry.issuer.PacksInForce;
import io.cardferry.issuer.TraceNumbers;
import io.cardferry.issuer.UnreadableAnswers;
import io.cardferry.issuer.UnrecordedAnswers;
import io.cardferry.issuer.jms.AwaitedReplies;
import io.cardferry.operations.HubMetrics;
import io.cardferry.operations.IssuerReload;
import io.cardferry.outbound.tcp.TcpThreads;
import io.cardferry.registration.Endings;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Database;
import io.cardferry.registration.ledger.Lease;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.security.Keystore;
import io.cardferry.source.CardSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hub: everything it is made of, started in the one order that loses nothing, and stopped in the reverse one. */
public final class Hub implements RunningHub {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    /** Between two tries to commit what a message asks for. */
    private static final Duration MESSAGE_PAUSE = Duration.ofSeconds(1);

    /** How long a reload waits for another one. */
    private static final Duration RELOAD_PATIENCE = Duration.ofSeconds(20);

    private final Configuration configuration;
    private final PackReading packs;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private URI address;
    private Optional<URI> embeddedBroker = Optional.empty();

    private Hub(Configuration configuration, PackReading packs) {
        this.configuration = configuration;
        this.packs = packs;
    }

    /** Starts a hub; see {@link HubStarter}. */
    public static Hub start(Path home, Path config, Map<String, String> environment, Map<String, String> overrides)
            throws Exception {
        Supplier<Configuration> reading = () -> Configuration.load(config, environment, overrides);
        Configuration configuration = reading.get();
        configuration.requireAllowed();
        configuration.warnings().forEach(LOG::warn);
        Hub hub = new Hub(configuration, new PackReading(reading, configuration));
        try {
            hub.open(home);
            return hub;
        } catch (Exception e) {
            hub.close();
            throw e;
        }
    }

    private void open(Path home) throws Exception {
        HubSettings settings = configuration.settings().hub();
        DataFolder data = opened(DataFolder.open(settings.dataDir()));
        // They open while the routes are read.
        OpeningKeystore keys = new OpeningKeystore(settings, data);
        LedgerDatabase opening = opened(new LedgerDatabase(settings, data));
        OpeningBroker broker = opened(new OpeningBroker(settings.jms(), data.path()));
        Pools pools = opened(new Pools());
        PacksInForce inForce = new PacksInForce(configuration.packs());
        Issuers issuers = Issuers.of(inForce, opened(new Lanes(inForce)));
        String servlet = "cardferry-" + UUID.randomUUID();
        HttpDoor door = new HttpDoor(
                settings.http().host(),
                settings.http().port(),
                servlet,
                "intakePool",
                null,
                DoorLimits.STANDARD.withLongestWait(settings.http().waitMax()),
                ApiPages.byPath());
        HubRoutes routes = new HubRoutes(
                home, servlet, routeProperties(settings), pools, settings.jms().enabled());
        Keystore keystore = keys.opened();
        configuration.requireCardKeys(keystore);
        HubMetrics metrics = opened(new HubMetrics());
        Endings endings = new Endings();
        OutboxRounds rounds = new OutboxRounds(routes::sendOutbox);
        Database database = opening.opened();
        Lease lease = new Lease("hub-" + UUID.randomUUID(), settings.delivery().lease(), packs::longestExchange);
        Ledger ledger = opened(new Ledger(
                database.dataSource(),
                database.dialect(),
                new SealedAtRest(keystore),
                lease,
                settings.idempotencyRetention(),
                issuers.plan(),
                database::hasRoom,
                new ToldOfChanges(endings, metrics, rounds::begin),
                settings.jms().enabled()));
        if (!database.isShared()) {
            // The folder's lock is ours, so whoever held a lease in it is dead.
            int left = Commit.of(ledger.endLeases());
            LOG.info("data in {}; {} pieces of work were left by an earlier run", data.path(), left);
        }
        issuers.begin(ledger);
        UnrecordedAnswers unrecorded = new UnrecordedAnswers();
        metrics.watchQueue("unrecorded-answers", unrecorded::waiting);
        watch(metrics, pools, ledger, endings);
        Optional<Broker> messages = broker.opened();
        IssuerBrokers brokers = opened(new IssuerBrokers(messages));
        AwaitedReplies replies = new AwaitedReplies();
        TraceNumbers traceNumbers = new TraceNumbers(ledger.traceNumbers()::take, Clock.systemUTC(), System::nanoTime);
        IssuerEchoes echoes = new IssuerEchoes(new MessageRenderer(), settings.requestorId(), traceNumbers);
        UnreadableAnswers unreadable = new UnreadableAnswers(metrics::answerUnreadable, System::nanoTime);
        TcpThreads connections = opened(new TcpThreads());
        Changeover changeover = new Changeover(
                issuers,
                routes.issuerRoutes(brokers, connections, unreadable, echoes::next),
                metrics,
                settings.delivery().lease());
        LedgerPause pause = new LedgerPause(MESSAGE_PAUSE);
        routes.bind(new HubBeans(
                        configuration,
                        keystore,
                        ledger,
                        pools,
                        issuers,
                        new IssuerReload(() -> packs.into(changeover, keystore), RELOAD_PATIENCE),
                        unrecorded,
                        replies,
                        traceNumbers,
                        metrics,
                        endings,
                        database,
                        messages,
                        pause,
                        rounds)
                .byName());
        messages.ifPresent(routes::connect);
        if (database.isShared()) {
            // While the routes end what they have, they still learn what others have taken.
            opened(new RepliesOfOthers(replies, ledger));
        }
        opened(routes);
        opened(changeover);
        opened(rounds);
        door.start();
        opened(door);
        if (database.isShared()) {
            opened(new EndingsOfOthers(endings, ledger));
        }
        // The first to be closed: those who wait are answered 202 before the door closes.
        opened(endings);
        routes.start(configuration.enabledSources(), changeover);
        if (messages.isPresent()) {
            routes.takeMessages();
            opened(routes::stopTakingMessages);
        }
        opened(pause);
        embeddedBroker = messages.flatMap(Broker::embeddedAddress);
        address = address(settings, door.open());
        LOG.info(
                "ready at {}; sources {}, issuers {}",
                address,
                configuration.enabledSources().stream().map(CardSource::id).toList(),
                configuration.packs());
    }

    private static void watch(HubMetrics metrics, Pools pools, Ledger ledger, Endings endings) {
        metrics.watchPool("intake", pools.intake);
        metrics.watchPool("registration", pools.registrations);
        metrics.watchPool("source", pools.sources);
        metrics.watchPool("search", pools.searches);
        metrics.watchPool("outbox-senders", pools.outbox);
        metrics.watchQueue("ledger", ledger::waitingChanges);
        metrics.watchQueue("callers", endings::waiting);
    }

    private Map<String, String> routeProperties(HubSettings settings) {
        Map<String, String> properties = new HashMap<>(configuration.settings().camel());
        long pollMillis = settings.delivery().pollInterval().toMillis();
        properties.put("cardferry.delivery.poll-interval", Long.toString(pollMillis));
        properties.put(
                "cardferry.jms.consumers", Integer.toString(settings.jms().consumers()));
        return properties;
    }

    private static URI address(HubSettings settings, int port) {
        String host = settings.http().host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public Optional<URI> embeddedBroker() {
        return embeddedBroker;
    }

    @Override
    public void close() {
        if (address != null) {
            LOG.info("stopping");
        }
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn(
                        "{} did not stop in good order: {}",
                        part.getClass().getSimpleName(),
                        e.getClass().getName());
            }
        }
    }
}
