package io.cardferry.configuration;

/** The configuration is wrong; the message says, in one line per problem, what, where, and what to do. */
public final class ConfigurationException extends RuntimeException {

    public ConfigurationException(String message) {
        super(message);
    }
}
