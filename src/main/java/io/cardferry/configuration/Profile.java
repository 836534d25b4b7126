package io.cardferry.configuration;

/** How strict the hub is about its surroundings. */
public enum Profile {
    /** Works on a laptop, with mocks and self-made keys. */
    DEV,
    /** Refuses what must not be in production; see {@link ProductionRules}. */
    PROD
}
