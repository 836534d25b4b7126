package io.cardferry.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every key that exists in this configuration: the hub's own, and those of each source and issuer that has a folder.
 * The folders are needed because a variable's name can't be turned back into a key: {@code _} may be a dot or a dash.
 */
final class KnownKeys {

    /** A source's or an issuer's id, and the name of its folder. */
    private static final String ID = "[a-z][a-z0-9-]{0,30}";

    private static final Pattern ENDPOINT = Pattern.compile("(cardferry\\.(sources|issuers)\\.([^.]+)\\.).+");

    private final Map<String, Key<?>> keys = new LinkedHashMap<>();

    /** @throws ConfigurationException if there is no such folder */
    KnownKeys(Path configDir) {
        HubKeys.ALL.forEach(key -> keys.put(key.name(), key));
        addEndpoints(configDir, Settings.SOURCES, EndpointKeys.OF_SOURCES);
        addEndpoints(configDir, Settings.ISSUERS, EndpointKeys.OF_ISSUERS);
    }

    Collection<String> names() {
        return keys.keySet();
    }

    /** @return the key, or {@code null} if there is none of this name */
    Key<?> find(String name) {
        return keys.get(name);
    }

    /** @return for a key of a source or issuer without a folder the words that say so, else nothing */
    String missingFolder(String name) {
        Matcher endpoint = ENDPOINT.matcher(name);
        if (!endpoint.matches() || keys.keySet().stream().anyMatch(key -> key.startsWith(endpoint.group(1)))) {
            return "";
        }
        return "; there is no folder " + endpoint.group(2) + "/" + endpoint.group(3);
    }

    /**
     * Which key each environment variable sets.
     *
     * @throws ConfigurationException if one variable would set two keys
     */
    static Map<String, String> variables(Collection<String> keys) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String key : keys) {
            String variable = key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
            String other = variables.put(variable, key);
            if (other != null) {
                throw new ConfigurationException("environment variable " + variable + ": would set both " + other
                        + " and " + key + "; rename one of the two folders");
            }
        }
        return variables;
    }

    private void addEndpoints(Path configDir, String kind, List<Key<?>> endpointKeys) {
        for (String id : ids(configDir.resolve(kind))) {
            for (Key<?> key : endpointKeys) {
                keys.put("cardferry." + kind + "." + id + "." + key.name(), key);
            }
        }
    }

    private static List<String> ids(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory)
                    .map(child -> child.getFileName().toString())
                    .filter(name -> name.matches(ID))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new ConfigurationException(folder + ": can't be read; check its permissions");
        }
    }
}
