package io.cardferry.app;

import io.cardferry.configuration.Settings;
import io.cardferry.issuer.PackOverrides;
import java.util.Optional;

/** What file and environment set over the packs, and where. */
record ConfiguredOverrides(Settings settings) implements PackOverrides {

    @Override
    public Optional<String> value(String issuer, String key) {
        return settings.override(Settings.ISSUERS, issuer, key);
    }

    @Override
    public Optional<String> place(String issuer, String key) {
        return settings.place("cardferry." + Settings.ISSUERS + "." + issuer + "." + key);
    }
}
