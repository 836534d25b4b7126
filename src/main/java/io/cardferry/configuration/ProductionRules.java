package io.cardferry.configuration;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@code cardferry.profile=prod} refuses (docs/configuration.md). */
public final class ProductionRules {

    /** The port of the shipped mocks; nothing else is expected behind it on this machine. */
    private static final int MOCKS_PORT = 18_080;

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::|(0:){7})1]");

    private ProductionRules() {}

    /**
     * Why this configuration must not start, one line each; empty if it may, and always with {@link Profile#DEV}.
     *
     * @param hub the hub's settings
     * @param addresses the address of every enabled source and issuer, under the key that sets it
     */
    public static List<String> refusals(HubSettings hub, Map<String, URI> addresses) {
        if (hub.profile() != Profile.PROD) {
            return List.of();
        }
        List<String> refusals = new ArrayList<>();
        // There is no access control yet, so every caller is anonymous.
        refusals.add("cardferry.profile=prod does not allow anonymous access, and this version has no access control"
                + " yet; use cardferry.profile=dev behind your own gateway");
        if (hub.keystore().isEmpty()) {
            refusals.add("cardferry.profile=prod does not allow self-made keys; set " + HubKeys.KEYSTORE_PATH.name()
                    + " and " + HubKeys.KEYSTORE_PASSWORD.name());
        }
        addresses.forEach((key, address) -> {
            if (isLoopback(address) && address.getPort() == MOCKS_PORT) {
                refusals.add("cardferry.profile=prod does not allow the mocks' address: " + key + " = " + address);
            } else if ("http".equals(address.getScheme()) && !isLoopback(address)) {
                refusals.add("cardferry.profile=prod does not allow plain http to the outside: " + key + " = " + address
                        + "; use https");
            }
        });
        return refusals;
    }

    private static boolean isLoopback(URI address) {
        return LOOPBACK.matcher(address.getHost()).matches();
    }
}
