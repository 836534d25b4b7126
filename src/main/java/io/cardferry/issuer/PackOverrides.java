package io.cardferry.issuer;

import java.util.List;
import java.util.Optional;

/** The settings of packs that the configuration overrides: {@code cardferry.issuers.<id>.<key>}. */
@FunctionalInterface
public interface PackOverrides {

    /** Every key that overrides something in the pack; the secrets of {@code authentication.*} stand in no pack. */
    List<String> KEYS = List.of(
            "url",
            "connect-timeout",
            "response-timeout",
            "retry.first-delay",
            "retry.multiplier",
            "retry.max-delay",
            "retry.max-attempts",
            "retry.max-age",
            "inquiry.not-before",
            "encryption-key",
            "enabled");

    /** No override at all. */
    PackOverrides NONE = (issuer, key) -> Optional.empty();

    /**
     * @param issuer the pack's id
     * @param key one of {@link #KEYS}, or of authentication
     * @return the configured value as text, or empty if nobody set it
     */
    Optional<String> value(String issuer, String key);

    /** Where the configuration sets the key: file and line, or the environment variable; empty if that is not known. */
    default Optional<String> place(String issuer, String key) {
        return Optional.empty();
    }
}
