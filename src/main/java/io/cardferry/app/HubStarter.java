package io.cardferry.app;

import java.nio.file.Path;
import java.util.Map;

/** Starts a hub in this process. */
@FunctionalInterface
public interface HubStarter {

    /**
     * @param home the project's folder, which holds {@code routes/}
     * @param config the configuration's folder
     * @param environment the environment variables, which override keys of the files
     * @param overrides configuration keys and their values; they win over files and environment
     * @return the hub, once it serves
     * @throws io.cardferry.configuration.ConfigurationException if the configuration is wrong
     */
    RunningHub start(Path home, Path config, Map<String, String> environment, Map<String, String> overrides)
            throws Exception;
}
