package io.cardferry.configuration;

import java.util.Objects;

/**
 * One key of the configuration: documentation and check in one.
 *
 * @param name the key; of {@link EndpointKeys} what stands behind {@code cardferry.sources.<id>.}
 * @param defaultValue what holds if nobody sets it, or {@code null}
 * @param kind which values it takes
 * @param description one line for the operator
 * @param <T> the type of its value
 */
public record Key<T>(String name, String defaultValue, Kind<T> kind, String description) {

    public Key {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(description, "description");
    }

    /** Whether its value is never shown. */
    public boolean isSecret() {
        return name.endsWith("password") || name.endsWith("token");
    }

    /**
     * Checks a value and gives it its type.
     *
     * @param place where it stands, for the message
     * @param fullName the key as the operator wrote it
     * @throws ConfigurationException if the value is not allowed
     */
    public T read(String place, String fullName, String value) {
        try {
            return kind.read(isSecret() ? value : value.strip());
        } catch (IllegalArgumentException notAllowed) {
            throw ConfigurationException.badValue(place, fullName, value, kind.allowed());
        }
    }
}
