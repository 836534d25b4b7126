package io.cardferry.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a hub (docs/configuration.md): {@code application.properties} with environment variables over it.
 * What stands in the folders of sources and issuers is read by their own loaders, which ask {@link #override} here.
 */
public final class Settings {

    /** The folder, and the part of the key, of card sources. */
    public static final String SOURCES = "sources";

    /** The folder, and the part of the key, of issuer packs. */
    public static final String ISSUERS = "issuers";

    private final Path configDir;
    private final GivenValues values;
    private final HubSettings hub;

    private Settings(Path configDir, GivenValues values) {
        this.configDir = configDir;
        this.values = values;
        this.hub = HubSettings.of(values);
    }

    /**
     * Reads and checks file and environment.
     *
     * @param configDir the folder with {@code application.properties}, {@code sources/} and {@code issuers/}
     * @param environment the process's environment variables
     * @throws ConfigurationException if a file is missing or unreadable, a key is unknown or given twice, or a value is
     *     not allowed
     */
    public static Settings load(Path configDir, Map<String, String> environment) {
        if (!Files.isDirectory(configDir)) {
            throw new ConfigurationException(
                    configDir + ": there is no such configuration folder; name yours with --config DIR");
        }
        return new Settings(configDir, new GivenValues(configDir, environment));
    }

    /** The folder that was read. */
    public Path configDir() {
        return configDir;
    }

    /** The hub's own settings. */
    public HubSettings hub() {
        return hub;
    }

    /** The file's {@code camel.*} keys, unchanged and unchecked, in the file's order. */
    public Map<String, String> camel() {
        return Collections.unmodifiableMap(values.camel());
    }

    /** One line per environment variable that looks like ours and sets nothing. */
    public List<String> warnings() {
        return List.copyOf(values.warnings());
    }

    /**
     * Where a key was set: file and line, or the environment variable; empty if it has its default.
     *
     * @param key the whole key, such as {@code cardferry.profile}
     */
    public Optional<String> place(String key) {
        return values.place(key);
    }

    /**
     * What was set over a source's or issuer's own value; already checked against {@link EndpointKeys}.
     *
     * @param kind {@link #SOURCES} or {@link #ISSUERS}
     * @param id the source's or issuer's id
     * @param key one of {@link EndpointKeys}, such as {@code retry.max-age}
     */
    public Optional<String> override(String kind, String id, String key) {
        return values.text("cardferry." + kind + "." + id + "." + key);
    }
}
