package io.cardferry.commands;

import io.cardferry.configuration.ConfigurationException;
import io.cardferry.configuration.HubSettings;
import io.cardferry.configuration.Settings;
import io.cardferry.security.Keystore;
import io.cardferry.security.KeystoreException;
import java.nio.file.Path;
import java.util.Map;

/** The keystore that a hub with this configuration has: the operator's, or the one in its data folder. */
final class ConfiguredKeystore {

    private ConfiguredKeystore() {}

    /**
     * @param config the configuration's folder
     * @param environment the environment variables, which override keys of the files
     * @throws ConfigurationException if the configuration is wrong, or the keystore is not there or can't be read
     */
    static Keystore open(Path config, Map<String, String> environment) {
        HubSettings settings = Settings.load(config, environment).hub();
        try {
            if (settings.keystore().isPresent()) {
                HubSettings.KeystoreFile file = settings.keystore().get();
                return Keystore.open(file.path(), file.password());
            }
            if (Keystore.isSelfMadeIn(settings.dataDir())) {
                return Keystore.selfMade(settings.dataDir());
            }
        } catch (KeystoreException unusable) {
            throw new ConfigurationException(unusable.getMessage());
        }
        throw new ConfigurationException("there is no keystore in " + settings.dataDir()
                + " yet, and cardferry.security.keystore.path is not set; a hub makes one on its first start");
    }
}
