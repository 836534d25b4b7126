package io.cardferry.commands;

import java.net.URI;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option {@code --url} of the commands that speak to a running hub. */
final class HubAddress {

    private static final String VARIABLE = "CARDFERRY_URL";
    private static final String DEFAULT = "http://127.0.0.1:8080";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The hub's address (default: $" + VARIABLE + ", else " + DEFAULT + ").")
    private String given;

    HubClient client(Map<String, String> environment) {
        String address = given != null ? given : environment.getOrDefault(VARIABLE, DEFAULT);
        return new HubClient(checked(address));
    }

    private URI checked(String address) {
        URI url;
        try {
            url = URI.create(address.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            url = URI.create("none:");
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            String place = given != null ? "--url" : VARIABLE;
            throw CommandFailure.wrongUsage(place + "=" + address + " is not an address like " + DEFAULT);
        }
        return url;
    }
}
