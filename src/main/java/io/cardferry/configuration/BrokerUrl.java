package io.cardferry.configuration;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses of an outside broker. All that decides about safety – timeouts, reconnecting, what may be deserialized –
 * is the hub's to set, so an address takes no options for it; nor a user or password, which would show wherever it does.
 *
 * @param hosts {@code tcp} or {@code ssl}, each with a host and a port; at least one
 * @param options of failover: {@code randomize} and {@code priorityBackup}, true or false
 */
public record BrokerUrl(List<URI> hosts, Map<String, Boolean> options) {

    private static final Pattern FAILOVER = Pattern.compile("failover:(?://)?\\(([^()]*)\\)(?:\\?([^()]*))?");
    private static final Set<String> SCHEMES = Set.of("tcp", "ssl");
    private static final Set<String> OPTIONS = Set.of("randomize", "priorityBackup");
    private static final int MAX_PORT = 65_535;

    public BrokerUrl {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
    }

    /** @throws IllegalArgumentException if it is none; the message does not hold the text */
    public static BrokerUrl parse(String text) {
        Matcher failover = FAILOVER.matcher(text);
        if (!failover.matches()) {
            return new BrokerUrl(List.of(host(text)), Map.of());
        }
        List<URI> hosts =
                Stream.of(failover.group(1).split(",", -1)).map(BrokerUrl::host).toList();
        return new BrokerUrl(hosts, failover.group(2) == null ? Map.of() : options(failover.group(2)));
    }

    private static URI host(String text) {
        URI host = URI.create(text.strip());
        require(host.getScheme() != null && SCHEMES.contains(host.getScheme()));
        require(host.getHost() != null && host.getRawUserInfo() == null);
        require(host.getPort() > 0 && host.getPort() <= MAX_PORT);
        require(host.getRawPath().isEmpty() && host.getRawQuery() == null && host.getRawFragment() == null);
        return host;
    }

    private static Map<String, Boolean> options(String text) {
        Map<String, Boolean> options = new LinkedHashMap<>();
        for (String option : text.split("&", -1)) {
            String[] parts = option.split("=", 2);
            require(parts.length == 2 && OPTIONS.contains(parts[0]) && parts[1].matches("true|false"));
            require(options.put(parts[0], Boolean.valueOf(parts[1])) == null);
        }
        return options;
    }

    /** Whether messages would go to another machine in clear. */
    public boolean isPlainToElsewhere() {
        return hosts.stream().anyMatch(host -> host.getScheme().equals("tcp") && !ThisMachine.isMeantBy(host));
    }

    /** The hosts, for people: {@code ssl://mq1:61617, ssl://mq2:61617}. */
    @Override
    public String toString() {
        return hosts.stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not the address of a broker");
        }
    }
}
