package io.cardferry.commands;

import io.cardferry.configuration.ProcessVariable;
import java.net.URI;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option {@code --url} of the commands that speak to a running hub. */
final class HubAddress {

    private static final String VARIABLE = ProcessVariable.CARDFERRY_URL.name();
    private static final String DEFAULT = "http://127.0.0.1:8080";
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = {
                "The hub's address (default: $CARDFERRY_URL, else " + DEFAULT + ").",
                "A token for it is taken from $CARDFERRY_TOKEN."
            })
    private String given;

    HubClient client(Map<String, String> environment) {
        URI address = checked(given != null ? given : environment.getOrDefault(VARIABLE, DEFAULT));
        return new HubClient(address, BearerToken.from(environment, address));
    }

    private URI checked(String address) {
        URI url;
        try {
            url = URI.create(address.strip().replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            url = URI.create("none:/");
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean plain = url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
        if (!http || url.getHost() == null || url.getPort() == 0 || url.getPort() > MAX_PORT || !plain) {
            String place = given != null ? "--url" : VARIABLE;
            String masked = address.replaceAll("(?s)//.*@", "//***@");
            throw CommandFailure.wrongUsage(
                    place + "=" + masked + " is not an address like " + DEFAULT + ", without user, query and fragment");
        }
        return url;
    }
}
