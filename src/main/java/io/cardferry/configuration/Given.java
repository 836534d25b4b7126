package io.cardferry.configuration;

/**
 * A value that somebody set.
 *
 * @param key the full key
 * @param value as it was written
 * @param place file and line, or the environment variable
 */
record Given(String key, String value, String place) {

    /** Prints no value: it may be a password. */
    @Override
    public String toString() {
        return "Given[" + key + " at " + place + "]";
    }
}
