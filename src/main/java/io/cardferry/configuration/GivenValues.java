package io.cardferry.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What file and environment set, checked: the environment wins, and a bad value is an error even where it loses. */
final class GivenValues {

    private static final String VARIABLE_PREFIX = "CARDFERRY_";

    private final KnownKeys known;
    private final Map<String, Given> values = new HashMap<>();
    private final Map<String, String> camel = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    /** @throws ConfigurationException with every mistake in file and environment */
    GivenValues(Path configDir, Map<String, String> environment) {
        known = new KnownKeys(configDir);
        PropertiesFile.read(configDir.resolve("application.properties"), this::addMistake)
                .forEach(given -> checking(() -> addFromFile(given)));
        addFromEnvironment(environment);
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
    }

    /** One mistake does not hide the next: whoever repairs a configuration wants to start it once. */
    private void checking(Runnable step) {
        try {
            step.run();
        } catch (ConfigurationException mistake) {
            addMistake(mistake);
        }
    }

    private void addMistake(ConfigurationException mistake) {
        mistakes.addAll(mistake.lines());
    }

    Map<String, String> camel() {
        return camel;
    }

    List<String> warnings() {
        return warnings;
    }

    Optional<String> text(String fullKey) {
        return Optional.ofNullable(values.get(fullKey)).map(Given::value);
    }

    /** @return file and line, or the environment variable, that set the key; empty if nobody did */
    Optional<String> place(String fullKey) {
        return Optional.ofNullable(values.get(fullKey)).map(Given::place);
    }

    /** @return the value that was set, else the default, or {@code null} if there is neither */
    <T> T value(Key<T> key) {
        Given given = values.get(key.name());
        if (given != null) {
            return key.read(given.place(), key.name(), given.value());
        }
        return key.defaultValue() == null ? null : key.kind().read(key.defaultValue());
    }

    private void addFromFile(Given given) {
        if (given.key().startsWith("camel.")) {
            camel.put(given.key(), given.value());
            return;
        }
        if (known.find(given.key()) == null) {
            String nearest = Nearest.to(given.key(), known.names());
            throw ConfigurationException.unknownKey(
                    given.place(), given.key(), given.value(), nearest, known.missingFolder(given.key()));
        }
        add(given);
    }

    private void addFromEnvironment(Map<String, String> environment) {
        Map<String, String> variables = KnownKeys.variables(known.names());
        // Sorted, so that errors and warnings come in the same order at every start.
        new TreeMap<>(environment).forEach((variable, value) -> {
            String key = variables.get(variable);
            if (key != null) {
                checking(() -> add(new Given(key, value, "environment variable " + variable)));
            } else if (variable.toUpperCase(Locale.ROOT).startsWith(VARIABLE_PREFIX)
                    && !ProcessVariable.isOne(variable)) {
                warnings.add("environment variable " + variable + ": sets no key and is ignored"
                        + Nearest.suggestion(variable, variables.keySet())
                                .map(nearest -> "; the nearest is " + nearest)
                                .orElse(""));
            }
        });
    }

    private void add(Given given) {
        Key<?> key = known.find(given.key());
        key.read(given.place(), given.key(), given.value());
        values.put(
                given.key(),
                key.isSecret() ? given : new Given(given.key(), given.value().strip(), given.place()));
    }
}
