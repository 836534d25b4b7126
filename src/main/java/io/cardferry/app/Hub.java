package io.cardferry.app;

import io.cardferry.configuration.HubSettings;
import io.cardferry.intake.door.DoorLimits;
import io.cardferry.intake.door.HttpDoor;
import io.cardferry.intake.jms.LedgerPause;
import io.cardferry.intake.pages.ApiPages;
import io.cardferry.issuer.PacksInForce;
import io.cardferry.operations.HubMetrics;
import io.cardferry.operations.IssuerReload;
import io.cardferry.registration.DeliveryPlan;
import io.cardferry.registration.Endings;
import io.cardferry.registration.ledger.Commit;
import io.cardferry.registration.ledger.Database;
import io.cardferry.registration.ledger.Lease;
import io.cardferry.registration.ledger.Ledger;
import io.cardferry.registration.ledger.LedgerListener;
import io.cardferry.security.Keystore;
import io.cardferry.source.CardSource;
import java.net.URI;
import java.nio.file.Path;
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
        Hub hub = new Hub(configuration, new PackReading(reading, configuration));
        try {
            hub.open(home);
            // Not before: a start that is refused says why, and nothing else.
            configuration.warnings().forEach(LOG::warn);
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
        HttpDoor door = door(settings, servlet);
        HubRoutes routes = new HubRoutes(
                home, servlet, routeProperties(settings), pools, settings.jms().enabled());
        Keystore keystore = keys.opened();
        configuration.requireCardKeys(keystore);
        HubMetrics metrics = opened(new HubMetrics());
        Endings endings = new Endings();
        OutboxRounds rounds = new OutboxRounds(routes::sendOutbox);
        Database database = opening.opened();
        ToldOfChanges listener = new ToldOfChanges(endings, metrics, rounds::begin);
        Ledger ledger = opened(ledger(database, keystore, issuers.plan(), listener));
        takeOver(database, ledger, data);
        issuers.begin(ledger);
        Optional<Broker> messages = broker.opened();
        IssuerLinks links = opened(IssuerLinks.of(messages, ledger, settings.requestorId(), metrics));
        serve(
                new HubParts(
                        configuration,
                        keystore,
                        database,
                        ledger,
                        pools,
                        issuers,
                        links,
                        metrics,
                        endings,
                        messages,
                        new LedgerPause(MESSAGE_PAUSE),
                        rounds),
                routes,
                door);
    }

    private HttpDoor door(HubSettings settings, String servlet) {
        return new HttpDoor(
                settings.http().host(),
                settings.http().port(),
                servlet,
                "intakePool",
                null,
                DoorLimits.STANDARD.withLongestWait(settings.http().waitMax()),
                ApiPages.byPath());
    }

    private Ledger ledger(Database database, Keystore keystore, DeliveryPlan plan, LedgerListener listener) {
        HubSettings settings = configuration.settings().hub();
        Lease lease = new Lease("hub-" + UUID.randomUUID(), settings.delivery().lease(), packs::longestExchange);
        return new Ledger(
                database.dataSource(),
                database.dialect(),
                new SealedAtRest(keystore),
                lease,
                settings.idempotencyRetention(),
                plan,
                database::hasRoom,
                listener,
                settings.jms().enabled());
    }

    /** Of an embedded database the folder's lock is ours, so whoever held a lease in it is dead. */
    private static void takeOver(Database database, Ledger ledger, DataFolder data) {
        if (!database.isShared()) {
            int left = Commit.of(ledger.endLeases());
            LOG.info("data in {}; {} pieces of work were left by an earlier run", data.path(), left);
        }
    }

    /** All is there: now the routes begin, and last of all the door opens. */
    private void serve(HubParts hub, HubRoutes routes, HttpDoor door) throws Exception {
        hub.watch();
        Changeover changeover = new Changeover(
                hub.issuers(),
                routes.issuerRoutes(hub.links()),
                hub.metrics(),
                configuration.settings().hub().delivery().lease());
        IssuerReload reload = new IssuerReload(() -> packs.into(changeover, hub.keystore()), RELOAD_PATIENCE);
        routes.bind(new HubBeans(hub, reload).byName());
        hub.broker().ifPresent(routes::connect);
        if (hub.database().isShared()) {
            // While the routes end what they have, they still learn what others have taken.
            opened(new RepliesOfOthers(hub.links().replies(), hub.ledger()));
        }
        opened(routes);
        opened(changeover);
        opened(hub.rounds());
        door.start();
        opened(door);
        if (hub.database().isShared()) {
            opened(new EndingsOfOthers(hub.endings(), hub.ledger()));
        }
        // The first to be closed: those who wait are answered 202 before the door closes.
        opened(hub.endings());
        routes.start(configuration.enabledSources(), changeover);
        if (hub.broker().isPresent()) {
            routes.takeMessages();
            opened(routes::stopTakingMessages);
        }
        opened(hub.ledgerPause());
        embeddedBroker = hub.broker().flatMap(Broker::embeddedAddress);
        address = address(configuration.settings().hub(), door.open());
        LOG.info(
                "ready at {}; sources {}, issuers {}",
                address,
                configuration.enabledSources().stream().map(CardSource::id).toList(),
                configuration.packs());
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
