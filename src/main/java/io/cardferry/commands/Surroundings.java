package io.cardferry.commands;

import io.cardferry.app.ConfigurationCheck;
import io.cardferry.app.HubStarter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the commands find outside of themselves; tests give others.
 *
 * @param home the project's folder: {@code routes/}, {@code mocks/} and {@code config/} are there
 * @param environment the environment variables
 * @param hubStarter starts a hub in this process
 * @param configurationCheck checks a configuration without starting
 * @param stop tells when this process is to stop
 */
public record Surroundings(
        Path home,
        Map<String, String> environment,
        HubStarter hubStarter,
        ConfigurationCheck configurationCheck,
        StopSignal stop) {

    /** The launcher passes the project's folder under this name. */
    public static final String HOME_PROPERTY = "cardferry.home";

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    static Surroundings ofThisProcess(HubStarter hubStarter, ConfigurationCheck configurationCheck) {
        return new Surroundings(
                Path.of(System.getProperty(HOME_PROPERTY, "")).toAbsolutePath(),
                System.getenv(),
                hubStarter,
                configurationCheck,
                new StopSignal());
    }
}
