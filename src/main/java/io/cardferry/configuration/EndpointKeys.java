package io.cardferry.configuration;

import io.cardferry.security.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What can be set per card source and per issuer, behind {@code cardferry.sources.<id>.} and
 * {@code cardferry.issuers.<id>.}. Their defaults stand in the source's folder or the issuer's pack, under the same names;
 * but what authenticates us has none, and stands in no such file.
 */
public final class EndpointKeys {

    public static final Key<URI> URL = new Key<>("url", null, Kind.url(), "address; paths are put behind it");

    public static final Key<String> ISSUER_URL = new Key<>(
            "url",
            null,
            Kind.issuerUrl(),
            "address, as the pack's transport takes it; over http paths are put behind it");

    public static final Key<Duration> CONNECT_TIMEOUT = new Key<>(
            "connect-timeout",
            null,
            Kind.duration("10ms", "5m"),
            "longest wait for a connection, and for a free one of the pool");

    public static final Key<Duration> RESPONSE_TIMEOUT = new Key<>(
            "response-timeout",
            null,
            Kind.duration("10ms", "5m"),
            "longest time from sending to the last byte of the answer");

    public static final Key<Duration> RETRY_FIRST_DELAY =
            new Key<>("retry.first-delay", null, Kind.duration("1ms", "1h"), "before the second attempt");

    public static final Key<Double> RETRY_MULTIPLIER =
            new Key<>("retry.multiplier", null, Kind.decimal(1, 100), "by which each further delay grows");

    public static final Key<Duration> RETRY_MAX_DELAY = new Key<>(
            "retry.max-delay",
            null,
            Kind.duration("1ms", "24h"),
            "no delay is longer, a Retry-After neither; at least the first delay");

    public static final Key<Integer> RETRY_MAX_ATTEMPTS =
            new Key<>("retry.max-attempts", null, Kind.number(1, 1000), "attempts in all, the first one included");

    public static final Key<Duration> RETRY_MAX_AGE = new Key<>(
            "retry.max-age", null, Kind.duration("1ms", "30d"), "since the first attempt; nothing is sent after it");

    public static final Key<Boolean> ENABLED =
            new Key<>("enabled", "true", Kind.flag(), "false: configured, but not used");

    public static final Key<Duration> INQUIRY_NOT_BEFORE = new Key<>(
            "inquiry.not-before",
            null,
            Kind.duration("0s", "24h"),
            "how long after the last possible send a \"never seen\" may be believed");

    public static final Key<String> ENCRYPTION_KEY = new Key<>(
            "encryption-key",
            null,
            Kind.matching(
                    "[^~\\p{Cntrl}]\\P{Cntrl}{0,1023}", "a path, relative to the configuration's folder or absolute"),
            "JWK file with the public key that messages are sealed to, where the pack's protection is jwe");

    public static final Key<String> AUTHENTICATION_USER = new Key<>(
            "authentication.user",
            null,
            Kind.matching("[^:\\p{Cntrl}]{1,128}", "1 to 128 characters without a colon"),
            "who we are, with authentication.type basic");

    public static final Key<Secret> AUTHENTICATION_PASSWORD = new Key<>(
            "authentication.password",
            null,
            Kind.secret(),
            "the user's password; best given as an environment variable");

    public static final Key<Secret> AUTHENTICATION_TOKEN = new Key<>(
            "authentication.token",
            null,
            Kind.token(),
            "the token or key, with authentication.type bearer or api-key; best given as an environment variable");

    public static final Key<Path> AUTHENTICATION_KEYSTORE_PATH = new Key<>(
            "authentication.keystore.path",
            null,
            Kind.path(),
            "PKCS#12 file with our key and certificate, where authentication.client-certificate asks for one");

    public static final Key<Secret> AUTHENTICATION_KEYSTORE_PASSWORD = new Key<>(
            "authentication.keystore.password",
            null,
            Kind.secret(),
            "of that file and of its entry; best given as an environment variable");

    public static final Key<Path> AUTHENTICATION_TRUSTSTORE_PATH = new Key<>(
            "authentication.truststore.path",
            null,
            Kind.path(),
            "certificates (PEM) of the authorities that are believed here, instead of those that the JVM believes");

    public static final Key<Secret> AUTHENTICATION_TRUSTSTORE_PASSWORD = new Key<>(
            "authentication.truststore.password",
            null,
            Kind.secret(),
            "set if and only if that file is a PKCS#12 store; of that store");

    /** What authenticates us and the other side: to be set here only. */
    public static final List<Key<?>> AUTHENTICATION = List.of(
            AUTHENTICATION_USER,
            AUTHENTICATION_PASSWORD,
            AUTHENTICATION_TOKEN,
            AUTHENTICATION_KEYSTORE_PATH,
            AUTHENTICATION_KEYSTORE_PASSWORD,
            AUTHENTICATION_TRUSTSTORE_PATH,
            AUTHENTICATION_TRUSTSTORE_PASSWORD);

    /** What the file of a card source can say as well. */
    public static final List<Key<?>> IN_SOURCE_FILES = List.of(
            URL,
            CONNECT_TIMEOUT,
            RESPONSE_TIMEOUT,
            RETRY_FIRST_DELAY,
            RETRY_MULTIPLIER,
            RETRY_MAX_DELAY,
            RETRY_MAX_ATTEMPTS,
            RETRY_MAX_AGE,
            ENABLED);

    /** What a card source can be set to. */
    public static final List<Key<?>> OF_SOURCES =
            Stream.concat(IN_SOURCE_FILES.stream(), AUTHENTICATION.stream()).toList();

    /** What an issuer can be set to. */
    public static final List<Key<?>> OF_ISSUERS = Stream.concat(
                    OF_SOURCES.stream().map(key -> key == URL ? ISSUER_URL : key),
                    Stream.of(INQUIRY_NOT_BEFORE, ENCRYPTION_KEY))
            .toList();

    private EndpointKeys() {}
}
