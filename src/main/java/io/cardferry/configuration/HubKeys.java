package io.cardferry.configuration;

import io.cardferry.security.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The hub's own keys (docs/configuration.md), each described once. */
public final class HubKeys {

    public static final Key<Profile> PROFILE = new Key<>(
            "cardferry.profile",
            "dev",
            Kind.profile(),
            "how strict the hub is about its surroundings; prod refuses what is told below");

    public static final Key<String> HTTP_HOST =
            new Key<>("cardferry.http.host", "127.0.0.1", Kind.host(), "address that the API listens on");

    public static final Key<Integer> HTTP_PORT = new Key<>(
            "cardferry.http.port", "8080", Kind.number(0, 65_535), "port that the API listens on; 0 is any free port");

    public static final Key<Duration> HTTP_WAIT_MAX = new Key<>(
            "cardferry.http.wait-max",
            "30s",
            Kind.duration("0s", "5m"),
            "longest wait that a caller can ask for with Prefer");

    public static final Key<Path> DATA_DIR = new Key<>(
            "cardferry.data-dir",
            "data",
            Kind.path(),
            "folder of the embedded database, the embedded broker and self-made keys, of one hub only; in use by another"
                    + " hub: exit status 2");

    public static final Key<String> DB_URL = new Key<>(
            "cardferry.db.url",
            HubSettings.EMBEDDED,
            Kind.database(),
            "where the ledger is kept: a file of this hub alone in the data folder, or a PostgreSQL that hubs share"
                    + " (postgresql.md)");

    public static final Key<String> DB_USER = new Key<>(
            "cardferry.db.user",
            null,
            Kind.matching("\\P{Cntrl}{1,63}", "a PostgreSQL role, 1 to 63 characters"),
            "the role that the hub works as; required with PostgreSQL");

    public static final Key<Secret> DB_PASSWORD = new Key<>(
            "cardferry.db.password",
            null,
            Kind.secret(),
            "its password, if the server asks for one; best given as an environment variable");

    public static final Key<Boolean> JMS_ENABLED = new Key<>(
            "cardferry.jms.enabled",
            "true",
            Kind.flag(),
            "whether registrations are also taken as messages, replies sent, and dead letters published (docs/jms.md)");

    public static final Key<BrokerUrl> JMS_URL = new Key<>(
            "cardferry.jms.url",
            null,
            Kind.brokerUrl(),
            "the broker; without it one is embedded, which only this process can reach");

    public static final Key<String> JMS_USER = new Key<>(
            "cardferry.jms.user",
            null,
            Kind.matching("\\P{Cntrl}{1,128}", "1 to 128 characters"),
            "the hub's user there");

    public static final Key<Secret> JMS_PASSWORD = new Key<>(
            "cardferry.jms.password",
            null,
            Kind.secret(),
            "that user's password, set together with it; best given as an environment variable");

    public static final Key<Integer> JMS_CONSUMERS = new Key<>(
            "cardferry.jms.consumers",
            "16",
            Kind.number(1, 64),
            "how many messages are worked on at once; each is one thread and one session");

    public static final Key<String> REQUESTOR_ID = new Key<>(
            "cardferry.requestor.id",
            "50110030273",
            Kind.matching("\\d{11}", "11 digits"),
            "token requestor id that issuers know the hub by; the default is a demo value");

    public static final Key<Duration> IDEMPOTENCY_RETENTION = new Key<>(
            "cardferry.idempotency.retention",
            "30d",
            Kind.duration("1s", "3650d"),
            "how long an idempotency key is remembered after the registration's last change, and always while a card is"
                    + " not final");

    public static final Key<Duration> KEEP_MESSAGES = new Key<>(
            "cardferry.dead-letters.keep-messages",
            "30d",
            Kind.duration("1s", "3650d"),
            "how long a dead letter keeps its card's sealed data and message, encrypted; later it can only be refreshed,"
                    + " resolved or discarded (operations.md)");

    public static final Key<Duration> DELIVERY_POLL_INTERVAL = new Key<>(
            "cardferry.delivery.poll-interval",
            "1s",
            Kind.duration("100ms", "1m"),
            "how often the sweep looks for work that is due");

    public static final Key<Duration> DELIVERY_LEASE = new Key<>(
            "cardferry.delivery.lease",
            "30s",
            Kind.duration("1s", "10m"),
            "how long work belongs to a hub that gives no sign of life; it is taken over after that and the slowest"
                    + " exchange");

    public static final Key<Path> KEYSTORE_PATH = new Key<>(
            "cardferry.security.keystore.path",
            null,
            Kind.path(),
            "PKCS#12 keystore with the hub's keys; without it they are self-made in the data folder");

    public static final Key<Secret> KEYSTORE_PASSWORD = new Key<>(
            "cardferry.security.keystore.password",
            null,
            Kind.secret(),
            "the keystore's password, set together with its path; best given as an environment variable");

    /** All of them, in the order of docs/configuration.md. */
    public static final List<Key<?>> ALL = List.of(
            PROFILE,
            HTTP_HOST,
            HTTP_PORT,
            HTTP_WAIT_MAX,
            DATA_DIR,
            DB_URL,
            DB_USER,
            DB_PASSWORD,
            JMS_ENABLED,
            JMS_URL,
            JMS_USER,
            JMS_PASSWORD,
            JMS_CONSUMERS,
            REQUESTOR_ID,
            IDEMPOTENCY_RETENTION,
            KEEP_MESSAGES,
            DELIVERY_POLL_INTERVAL,
            DELIVERY_LEASE,
            KEYSTORE_PATH,
            KEYSTORE_PASSWORD);

    private HubKeys() {}
}
