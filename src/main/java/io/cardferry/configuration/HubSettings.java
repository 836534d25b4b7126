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
 * @param requestorId the token requestor id, 11 digits
 * @param idempotencyRetention how long a key is remembered after the last change
 * @param delivery how the sweep works
 * @param keystore the hub's keys, or empty if they are self-made
 */
public record HubSettings(
        Profile profile,
        Http http,
        Path dataDir,
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
                values.value(HubKeys.REQUESTOR_ID),
                values.value(HubKeys.IDEMPOTENCY_RETENTION),
                new Delivery(values.value(HubKeys.DELIVERY_POLL_INTERVAL), values.value(HubKeys.DELIVERY_LEASE)),
                keystore(values.value(HubKeys.KEYSTORE_PATH), values.value(HubKeys.KEYSTORE_PASSWORD)));
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
