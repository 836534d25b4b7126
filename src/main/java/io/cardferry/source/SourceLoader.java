package io.cardferry.source;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.configuration.EndpointKeys;
import io.cardferry.configuration.Key;
import io.cardferry.configuration.Nearest;
import io.cardferry.configuration.Settings;
import io.cardferry.delivery.RetryPolicy;
import io.cardferry.outbound.Authentication;
import io.cardferry.outbound.AuthenticationForm;
import io.cardferry.outbound.AuthenticationReader;
import io.cardferry.outbound.AuthenticationScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the card sources from {@code config/sources/<id>/source.yaml}, with what {@link Settings} set over them. */
public final class SourceLoader {

    private static final String ID = "[a-z][a-z0-9-]{0,30}";
    private static final String NAME = "\\P{Cntrl}{1,64}";

    private static final String AUTHENTICATION_TYPE = "authentication.type";
    private static final String AUTHENTICATION_HEADER = "authentication.header";
    private static final String CLIENT_CERTIFICATE = "authentication.client-certificate";

    private static final List<String> KEYS = Stream.concat(
                    Stream.of(
                            "id",
                            "name",
                            SourceFormReader.PATH,
                            SourceFormReader.MAPPING,
                            AUTHENTICATION_TYPE,
                            AUTHENTICATION_HEADER,
                            CLIENT_CERTIFICATE),
                    EndpointKeys.IN_SOURCE_FILES.stream().map(Key::name))
            .toList();

    private final Settings settings;

    public SourceLoader(Settings settings) {
        this.settings = settings;
    }

    /**
     * Every source, those that are switched off included, in the order of their ids.
     *
     * @throws ConfigurationException if a file is missing or wrong, or no source is enabled
     */
    public List<CardSource> load() {
        Path folder = settings.configDir().resolve(Settings.SOURCES);
        List<CardSource> sources = folders(folder).stream().map(this::source).toList();
        if (sources.stream().noneMatch(CardSource::enabled)) {
            throw new ConfigurationException(
                    folder + ": no card source is enabled; set cardferry.sources.<id>.enabled = true for one");
        }
        return sources;
    }

    /** Names with a dot in front are what container platforms and editors leave there. */
    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(folder + ": there is no such folder; every card source has one in it");
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new ConfigurationException(folder + ": can't be read; check its permissions");
        }
    }

    private CardSource source(Path folder) {
        Path file = folder.resolve("source.yaml");
        String id = folder.getFileName().toString();
        if (!id.matches(ID)) {
            throw ConfigurationException.badValue(
                    folder.toString(),
                    "the folder's name",
                    id,
                    "a small letter, then up to 30 small letters, digits or -");
        }
        Map<String, String> values = SourceFile.read(file);
        values.forEach((key, value) -> {
            if (EndpointKeys.AUTHENTICATION.stream()
                    .anyMatch(secret -> secret.name().equals(key))) {
                throw new ConfigurationException(file + ": " + key + " is set from outside only, as cardferry.sources."
                        + id + "." + key + "; take it out of the file");
            }
            if (!KEYS.contains(key)) {
                throw ConfigurationException.unknownKey(file.toString(), key, value, Nearest.to(key, KEYS));
            }
        });
        return source(new Values(settings, file, id, values));
    }

    private static CardSource source(Values values) {
        return new CardSource(
                values.matching("id", values.id(), "the name of its folder, " + values.id()),
                values.matching("name", NAME, "1 to 64 characters"),
                values.get(EndpointKeys.URL),
                values.authentication(),
                values.get(EndpointKeys.CONNECT_TIMEOUT),
                values.get(EndpointKeys.RESPONSE_TIMEOUT),
                new SourceFormReader(values.file(), values.written()).read(),
                values.retry(),
                values.get(EndpointKeys.ENABLED));
    }

    /** The values of one source's file, and what was set over them. */
    private record Values(Settings settings, Path file, String id, Map<String, String> written) {

        String matching(String key, String pattern, String allowed) {
            String value = written.get(key);
            if (value == null) {
                throw missing(key);
            }
            if (!value.matches(pattern)) {
                throw ConfigurationException.badValue(file.toString(), key, value, allowed);
            }
            return value;
        }

        /** Also reads a value that is set over: a file that is wrong is wrong, whoever wins. */
        <T> T get(Key<T> key) {
            String value = written.getOrDefault(key.name(), key.defaultValue());
            T own = value == null ? null : key.read(file.toString(), key.name(), value);
            return settings.override(Settings.SOURCES, id, key.name())
                    .map(key.kind()::read)
                    .or(() -> Optional.ofNullable(own))
                    .orElseThrow(() -> missing(key.name()));
        }

        /** A source that nobody asks yet may not have given us a secret yet. */
        Authentication authentication() {
            AuthenticationReader secrets = new AuthenticationReader(
                    "cardferry." + Settings.SOURCES + "." + id + ".",
                    key -> settings.override(Settings.SOURCES, id, key));
            try {
                AuthenticationForm form = new AuthenticationForm(
                        scheme(),
                        written.get(AUTHENTICATION_HEADER),
                        optional(CLIENT_CERTIFICATE, "false", "true|false", "true or false")
                                .equals("true"));
                return get(EndpointKeys.ENABLED) ? secrets.read(form, get(EndpointKeys.URL)) : Authentication.NONE;
            } catch (IllegalArgumentException wrong) {
                throw new ConfigurationException(file + ": authentication: " + wrong.getMessage());
            }
        }

        private AuthenticationScheme scheme() {
            String words = Arrays.stream(AuthenticationScheme.values())
                    .map(AuthenticationScheme::word)
                    .collect(Collectors.joining(", "));
            String word = optional(
                    AUTHENTICATION_TYPE, AuthenticationScheme.NONE.word(), words.replace(", ", "|"), "one of " + words);
            return AuthenticationScheme.of(word).orElseThrow();
        }

        private String optional(String key, String otherwise, String pattern, String allowed) {
            return written.containsKey(key) ? matching(key, pattern, allowed) : otherwise;
        }

        RetryPolicy retry() {
            try {
                return new RetryPolicy(
                        get(EndpointKeys.RETRY_FIRST_DELAY),
                        get(EndpointKeys.RETRY_MULTIPLIER),
                        get(EndpointKeys.RETRY_MAX_DELAY),
                        get(EndpointKeys.RETRY_MAX_ATTEMPTS),
                        get(EndpointKeys.RETRY_MAX_AGE));
            } catch (IllegalArgumentException disagreement) {
                throw new ConfigurationException(
                        file + ", with what is set over it: retry." + disagreement.getMessage());
            }
        }

        private ConfigurationException missing(String key) {
            return new ConfigurationException(file + ": " + key + " is missing");
        }
    }
}
