package io.cardferry.app;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.configuration.ThisMachine;
import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.JmsTransport;
import io.cardferry.security.SafeText;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Queues that two packs would read, or that one would read and the other send to: whichever comes first takes a message,
 * and throws it away if it is the other's. Two packs may send to one queue.
 */
final class SharedQueues {

    /** The broker within the hub, or none at all. */
    private static final Set<String> EMBEDDED = Set.of("the hub's broker");

    private static final String REPLIES = "reply-queue";
    private static final String REQUESTS = "request-queue";

    private final Set<String> hubs;

    private record Use(IssuerPack pack, JmsTransport transport) {

        String queue(String key) {
            return key.equals(REPLIES) ? transport.replyQueue() : transport.requestQueue();
        }
    }

    /** @param hubs the hub's own broker, where packs without a url have their queues; empty if it is embedded */
    SharedQueues(Optional<BrokerUrl> hubs) {
        this.hubs = hubs.map(SharedQueues::hosts).orElse(EMBEDDED);
    }

    /** One line for each pair of packs and queue. */
    List<String> among(List<IssuerPack> packs) {
        List<String> lines = new ArrayList<>();
        List<Use> before = new ArrayList<>();
        for (IssuerPack pack : packs) {
            if (pack.transport() instanceof JmsTransport transport) {
                Use next = new Use(pack, transport);
                for (Use other : before) {
                    if (!Collections.disjoint(brokerOf(next), brokerOf(other))) {
                        line(next, REPLIES, other, REPLIES).ifPresent(lines::add);
                        line(next, REPLIES, other, REQUESTS).ifPresent(lines::add);
                        line(next, REQUESTS, other, REPLIES).ifPresent(lines::add);
                    }
                }
                before.add(next);
            }
        }
        return lines;
    }

    private Optional<String> line(Use pack, String key, Use other, String othersKey) {
        String queue = pack.queue(key);
        if (!queue.equals(other.queue(othersKey))) {
            return Optional.empty();
        }
        Path file = pack.pack().folder().resolve("issuer.yaml");
        return Optional.of(file + ": /transport/" + key + ": " + SafeText.quoted(queue) + " is the "
                + othersKey.replace('-', ' ') + " of " + other.pack().id() + " on the same broker ("
                + nameOf(pack.transport()) + "); give each issuer one of its own");
    }

    private static String nameOf(JmsTransport transport) {
        return transport.address().orElse("the hub's");
    }

    /** Two addresses are of one broker if they share a host: which of several is in use now can change at any time. */
    private Set<String> brokerOf(Use use) {
        return use.transport().broker().map(SharedQueues::hosts).orElse(hubs);
    }

    private static Set<String> hosts(BrokerUrl broker) {
        return broker.hosts().stream().map(SharedQueues::host).collect(Collectors.toCollection(HashSet::new));
    }

    private static String host(URI host) {
        String name = ThisMachine.isMeantBy(host) ? "localhost" : host.getHost().toLowerCase(Locale.ROOT);
        return name + ":" + host.getPort();
    }
}
