package io.cardferry.app;

import java.nio.file.Path;
import java.util.Map;

/** Starts a hub. */
@FunctionalInterface
public interface HubStarter {

    /**
     * Starts a hub and returns once it serves.
     *
     * @param home the project's folder, which holds {@code routes/}
     * @param config the folder with {@code application.properties}, {@code sources/} and {@code issuers/}
     * @param environment the process's environment variables
     * @param overrides configuration keys whose values win over file and environment
     * @throws io.cardferry.configuration.ConfigurationException if the configuration is wrong
     * @throws Exception if it can't start for another reason
     */
    RunningHub start(Path home, Path config, Map<String, String> environment, Map<String, String> overrides)
            throws Exception;
}
