package io.cardferry.app;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.configuration.HubKeys;
import io.cardferry.configuration.HubSettings;
import io.cardferry.configuration.ProductionRules;
import io.cardferry.configuration.ProductionRules.Address;
import io.cardferry.configuration.ProductionRules.SealingKey;
import io.cardferry.configuration.Settings;
import io.cardferry.issuer.DurationText;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.JmsTransport;
import io.cardferry.issuer.PackException;
import io.cardferry.issuer.PackLoader;
import io.cardferry.issuer.SealedCardKey;
import io.cardferry.issuer.Transport;
import io.cardferry.security.Keystore;
import io.cardferry.source.CardSource;
import io.cardferry.source.SourceLoader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that the hub is told from outside, read and checked.
 *
 * @param settings file and environment
 * @param sources all card sources, those that are switched off included
 * @param packs the enabled issuer packs
 */
record Configuration(Settings settings, List<CardSource> sources, List<IssuerPack> packs) {

    /** @throws ConfigurationException with one line per mistake */
    static Configuration load(Path config, Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> variables = new HashMap<>(environment);
        overrides.forEach((key, value) -> variables.put(variable(key), value));
        Settings settings = Settings.load(config, variables);
        List<CardSource> sources = new SourceLoader(settings).load();
        return new Configuration(settings, sources, packs(settings));
    }

    /** The same, with other packs. */
    Configuration with(List<IssuerPack> others) {
        return new Configuration(settings, sources, others);
    }

    private static List<IssuerPack> packs(Settings settings) {
        try {
            return PackLoader.load(settings.configDir().resolve(Settings.ISSUERS), new ConfiguredOverrides(settings));
        } catch (PackException e) {
            throw new ConfigurationException(e.lines());
        }
    }

    /** @throws ConfigurationException if the hub must not run with this configuration */
    void requireAllowed() {
        List<String> refusals = refusals();
        if (!refusals.isEmpty()) {
            throw new ConfigurationException(refusals);
        }
    }

    /** @throws ConfigurationException if a pack's cards are sealed for the hub, and it has no key to open them with */
    void requireCardKeys(Keystore keystore) {
        List<String> missing = missingCardKeys(keystore);
        if (!missing.isEmpty()) {
            throw new ConfigurationException(missing);
        }
    }

    /** One line if a pack's cards are sealed for the hub, and the keystore has no key to open them with. */
    List<String> missingCardKeys(Keystore keystore) {
        return packs.stream()
                .filter(pack -> pack.sealedCardKey() == SealedCardKey.HUB)
                .filter(pack -> keystore.cardKeys().isEmpty())
                .map(pack -> "keystore " + keystore.path() + ": holds no RSA key, and the hub opens the cards of "
                        + pack.id() + "; make one with bin/cardferry keys rotate --card-key, or keytool -genkeypair")
                .limit(1)
                .toList();
    }

    /** Why the hub must not run with this configuration, one line each. */
    List<String> refusals() {
        Stream<Address> ofSources = enabledSources().stream()
                .map(source -> address(Settings.SOURCES, source.id(), source.url(), "source.yaml"));
        Stream<Address> ofIssuers = packs.stream()
                .flatMap(pack ->
                        urls(pack.transport()).map(url -> address(Settings.ISSUERS, pack.id(), url, "issuer.yaml")));
        List<String> refused = ProductionRules.refusals(
                settings, Stream.concat(ofSources, ofIssuers).toList(), sealingKeys());
        List<String> shared = new SharedQueues(settings.hub().jms().url()).among(packs);
        return Stream.of(refused.stream(), shared.stream(), packs.stream().flatMap(this::forgottenTooSoon))
                .flatMap(lines -> lines)
                .toList();
    }

    /** What is allowed, and probably not meant, one line each. */
    List<String> warnings() {
        return Stream.concat(settings.warnings().stream(), packs.stream().flatMap(this::withoutBroker))
                .toList();
    }

    /** Nobody carries its messages, or nobody can take them: its cards can't be decided. */
    private Stream<String> withoutBroker(IssuerPack pack) {
        HubSettings.Jms jms = settings.hub().jms();
        boolean isOnHubsBroker = pack.transport() instanceof JmsTransport transport
                && transport.broker().isEmpty();
        if (!isOnHubsBroker || jms.enabled() && jms.url().isPresent()) {
            return Stream.empty();
        }
        String issuer = "cardferry." + Settings.ISSUERS + "." + pack.id();
        if (jms.enabled()) {
            return Stream.of(
                    "issuer " + pack.id() + ": its pack has no url and uses the hub's broker, which is embedded"
                            + " and can't be reached from outside, so nobody answers what is sent there; set " + issuer
                            + ".url or " + HubKeys.JMS_URL.name() + ", or " + issuer + ".enabled = false");
        }
        String key = HubKeys.JMS_ENABLED.name();
        return Stream.of(settings.place(key).orElse(key) + ": " + key + " = false leaves issuer " + pack.id()
                + " without a broker: its pack has no url and uses the hub's, so its cards can't be sent; set " + issuer
                + ".url, or " + issuer + ".enabled = false");
    }

    /** A card that is still tried under a key that is forgotten would be a second registration at the next request. */
    private Stream<String> forgottenTooSoon(IssuerPack pack) {
        Duration kept = settings.hub().idempotencyRetention();
        Duration age = pack.retry().maxAge();
        if (age.compareTo(kept) <= 0) {
            return Stream.empty();
        }
        String key = "cardferry." + Settings.ISSUERS + "." + pack.id() + ".retry.max-age";
        Path file = pack.folder().resolve("issuer.yaml");
        return Stream.of(settings.place(key).orElse(file.toString()) + ": " + key + " = " + DurationText.print(age)
                + " is longer than " + HubKeys.IDEMPOTENCY_RETENTION.name() + " = " + DurationText.print(kept)
                + "; make it at most that, or keep the keys for longer");
    }

    private static Stream<URI> urls(Transport transport) {
        if (transport instanceof JmsTransport jms) {
            return jms.broker().stream().flatMap(broker -> broker.hosts().stream());
        }
        return transport.address().stream().map(URI::create);
    }

    private List<SealingKey> sealingKeys() {
        return packs.stream()
                .flatMap(pack -> pack.encryptionKey().stream().map(sealing -> {
                    String key = "cardferry." + Settings.ISSUERS + "." + pack.id() + ".encryption-key";
                    String file = pack.folder().resolve("issuer.yaml").toString();
                    return new SealingKey(
                            key, sealing.thumbprint(), settings.place(key).orElse(file));
                }))
                .toList();
    }

    private Address address(String kind, String id, URI url, String ownFile) {
        String key = "cardferry." + kind + "." + id + ".url";
        Path file = settings.configDir().resolve(kind).resolve(id).resolve(ownFile);
        return new Address(key, url, settings.place(key).orElse(file.toString()));
    }

    /** The longest that an exchange with any source or issuer may take. */
    Duration longestExchange() {
        Stream<Duration> ofSources =
                enabledSources().stream().map(source -> source.connectTimeout().plus(source.responseTimeout()));
        Stream<Duration> ofIssuers = packs.stream()
                .map(IssuerPack::transport)
                .map(transport -> transport.connectTimeout().plus(transport.responseTimeout()));
        return Stream.concat(ofSources, ofIssuers)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    List<CardSource> enabledSources() {
        return sources.stream().filter(CardSource::enabled).toList();
    }

    Set<String> sourceIds() {
        return sources.stream().map(CardSource::id).collect(Collectors.toSet());
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
