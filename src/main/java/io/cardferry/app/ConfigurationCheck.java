package io.cardferry.app;

import java.nio.file.Path;
import java.util.Map;

/** Checks the whole configuration and every pack's samples, without starting a hub. */
@FunctionalInterface
public interface ConfigurationCheck {

    /**
     * @param home the project's folder, which holds {@code routes/}
     * @param config the configuration's folder
     * @param environment the environment variables, which override keys of the files
     */
    CheckReport check(Path home, Path config, Map<String, String> environment);
}
