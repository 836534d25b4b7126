package io.cardferry.app;

import io.cardferry.configuration.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.main.Main;

/** The {@code camel.*} keys of the configuration: Camel alone knows which there are, and says so when it reads them. */
final class CamelKeys {

    private CamelKeys() {}

    /** @throws ConfigurationException if Camel takes one of the keys that it was given not, or not with that value */
    static void init(Main main) {
        try {
            main.init();
        } catch (PropertyBindingException e) {
            throw new ConfigurationException("application.properties: Camel takes no key " + e.getOptionPrefix()
                    + e.getPropertyName() + " with this value; see Camel's documentation of camel-main");
        }
    }

    /** Why a hub would not start with these keys, one line each; asks a Camel that runs nothing. */
    static List<String> refusals(Map<String, String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().withAutoConfigurationLogSummary(false);
        keys.forEach(main::addInitialProperty);
        try {
            init(main);
            return List.of();
        } catch (ConfigurationException refused) {
            return refused.lines();
        } finally {
            main.stop();
        }
    }
}
