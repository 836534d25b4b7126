package io.cardferry.configuration;

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
 * @param jms how messages come and go
 * @param requestorId the token requestor id, 11 digits
 * @param idempotencyRetention how long a key is remembered after the last change
 * @param delivery how the sweep works
 * @param keystore the hub's keys, or empty if they are self-made
 */
public record HubSettings(
        Profile profile,
        Http http,
        Path dataDir,
        Jms jms,
        String requestorId,
        Duration idempotencyRetention,
        Delivery delivery,
        Optional<KeystoreFile> keystore) {

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

    /** A user of the broker's. */
    public record Login(String user, Secret password) {
        public Login {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }
    }

    /**
     * How the sweep works.
     *
     * @param pollInterval between two looks for due work
     * @param lease how long work belongs to a hub that gives no sign of life
     */
    public record Delivery(Duration pollInterval, Duration lease) {}

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
        return new HubSettings(
                values.value(HubKeys.PROFILE),
                new Http(
                        values.value(HubKeys.HTTP_HOST),
                        values.value(HubKeys.HTTP_PORT),
                        values.value(HubKeys.HTTP_WAIT_MAX)),
                values.value(HubKeys.DATA_DIR),
                jms(values),
                values.value(HubKeys.REQUESTOR_ID),
                values.value(HubKeys.IDEMPOTENCY_RETENTION),
                new Delivery(values.value(HubKeys.DELIVERY_POLL_INTERVAL), values.value(HubKeys.DELIVERY_LEASE)),
                keystore(values.value(HubKeys.KEYSTORE_PATH), values.value(HubKeys.KEYSTORE_PASSWORD)));
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
