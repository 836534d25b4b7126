package io.cardferry.configuration;

import io.cardferry.security.Login;
import io.cardferry.security.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The hub's own settings; {@link HubKeys} gives their bounds.
 *
 * @param profile how strict the hub is about its surroundings
 * @param http where the API listens
 * @param dataDir folder of what is kept; relative to the working directory
 * @param database a PostgreSQL, or empty if the database is embedded
 * @param jms how messages come and go
 * @param requestorId the token requestor id, 11 digits
 * @param idempotencyRetention how long a key is remembered after the last change
 * @param keepMessages how long a dead letter keeps what is needed to send its card again
 * @param delivery how the sweep works
 * @param keystore the hub's keys, or empty if they are self-made
 */
public record HubSettings(
        Profile profile,
        Http http,
        Path dataDir,
        Optional<PostgresAccess> database,
        Jms jms,
        String requestorId,
        Duration idempotencyRetention,
        Duration keepMessages,
        Delivery delivery,
        Optional<KeystoreFile> keystore) {

    /** The value of {@code cardferry.db.url} that names the database in the data folder. */
    static final String EMBEDDED = "embedded";

    /**
     * Where the API listens.
     *
     * @param host a host name or an IP address
     * @param port 0 is any free port
     * @param waitMax the longest wait that a caller can ask for
     */
    public record Http(String host, int port, Duration waitMax) {}

    /**
     * How messages come and go.
     *
     * @param enabled whether they do
     * @param url the outside broker, or empty if one is embedded
     * @param login as whom the hub connects, or empty if as nobody
     * @param consumers how many messages are worked on at once
     */
    public record Jms(boolean enabled, Optional<BrokerUrl> url, Optional<Login> login, int consumers) {}

    /**
     * How the sweep works.
     *
     * @param pollInterval between two looks for due work
     * @param lease how long work belongs to a hub that gives no sign of life
     */
    public record Delivery(Duration pollInterval, Duration lease) {}

    /**
     * A PostgreSQL database, and as whom the hub works there.
     *
     * @param url {@code jdbc:postgresql://…}, without user and password
     * @param user the role
     * @param password its password, or empty if the server lets the role in without one
     */
    public record PostgresAccess(String url, String user, Optional<Secret> password) {
        public PostgresAccess {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }
    }

    /**
     * The operator's keystore.
     *
     * @param path relative to the working directory or absolute
     * @param password of the store and of its entries
     */
    public record KeystoreFile(Path path, Secret password) {
        public KeystoreFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(password, "password");
        }
    }

    /** @throws ConfigurationException if values don't go together */
    static HubSettings of(GivenValues values) {
        HubSettings settings = new HubSettings(
                values.value(HubKeys.PROFILE),
                new Http(
                        values.value(HubKeys.HTTP_HOST),
                        values.value(HubKeys.HTTP_PORT),
                        values.value(HubKeys.HTTP_WAIT_MAX)),
                values.value(HubKeys.DATA_DIR),
                database(values),
                jms(values),
                values.value(HubKeys.REQUESTOR_ID),
                values.value(HubKeys.IDEMPOTENCY_RETENTION),
                values.value(HubKeys.KEEP_MESSAGES),
                new Delivery(values.value(HubKeys.DELIVERY_POLL_INTERVAL), values.value(HubKeys.DELIVERY_LEASE)),
                keystore(values.value(HubKeys.KEYSTORE_PATH), values.value(HubKeys.KEYSTORE_PASSWORD)));
        settings.requireSharedKeys(values);
        return settings;
    }

    private static Optional<PostgresAccess> database(GivenValues values) {
        String url = values.value(HubKeys.DB_URL);
        String user = values.value(HubKeys.DB_USER);
        Secret password = values.value(HubKeys.DB_PASSWORD);
        boolean nobodyChose = values.place(HubKeys.DB_URL.name()).isEmpty();
        if (nobodyChose && (user != null || password != null)) {
            Key<?> set = user == null ? HubKeys.DB_PASSWORD : HubKeys.DB_USER;
            throw new ConfigurationException(
                    values.place(set.name()).orElse("") + ": " + set.name() + " is set, but " + HubKeys.DB_URL.name()
                            + " is not; set it to a jdbc:postgresql:// address, or take " + set.name() + " away");
        }
        if (url.equals(EMBEDDED)) {
            return Optional.empty();
        }
        if (user == null) {
            throw new ConfigurationException(shown(values, url) + " needs a role to work as, and "
                    + HubKeys.DB_USER.name() + " is not set; set it, and " + HubKeys.DB_PASSWORD.name());
        }
        return Optional.of(new PostgresAccess(url, user, Optional.ofNullable(password)));
    }

    /** Keys that one hub made for itself would keep every other one from reading what it wrote. */
    private void requireSharedKeys(GivenValues values) {
        if (database.isPresent() && keystore.isEmpty()) {
            throw new ConfigurationException(shown(values, database.get().url())
                    + " needs a keystore that all of its hubs have, and " + HubKeys.KEYSTORE_PATH.name()
                    + " is not set; set it and " + HubKeys.KEYSTORE_PASSWORD.name());
        }
    }

    private static String shown(GivenValues values, String url) {
        String key = HubKeys.DB_URL.name();
        return values.place(key).orElse("") + ": " + key + " = \"" + url + "\"";
    }

    private static Jms jms(GivenValues values) {
        Optional<BrokerUrl> url = Optional.ofNullable(values.value(HubKeys.JMS_URL));
        Optional<Login> login = login(values.value(HubKeys.JMS_USER), values.value(HubKeys.JMS_PASSWORD));
        if (login.isPresent() && url.isEmpty()) {
            throw new ConfigurationException(
                    values.place(HubKeys.JMS_USER.name()).orElseThrow() + ": "
                            + HubKeys.JMS_USER.name() + " is set, but " + HubKeys.JMS_URL.name()
                            + " is not; the embedded broker has no users, so set the url or leave the user away");
        }
        return new Jms(values.value(HubKeys.JMS_ENABLED), url, login, values.value(HubKeys.JMS_CONSUMERS));
    }

    private static Optional<Login> login(String user, Secret password) {
        if (user == null && password == null) {
            return Optional.empty();
        }
        if (user == null || password == null) {
            Key<?> missing = user == null ? HubKeys.JMS_USER : HubKeys.JMS_PASSWORD;
            throw new ConfigurationException(missing.name()
                    + " is missing; the broker's user and password are set together, or neither of them");
        }
        return Optional.of(new Login(user, password));
    }

    private static Optional<KeystoreFile> keystore(Path path, Secret password) {
        if (path == null && password == null) {
            return Optional.empty();
        }
        if (path == null || password == null) {
            Key<?> missing = path == null ? HubKeys.KEYSTORE_PATH : HubKeys.KEYSTORE_PASSWORD;
            throw new ConfigurationException(missing.name()
                    + " is missing; the keystore's path and password are set together, or neither of them");
        }
        return Optional.of(new KeystoreFile(path, password));
    }
}
