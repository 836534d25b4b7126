package io.cardferry.issuer;

import io.cardferry.configuration.BrokerUrl;
import io.cardferry.outbound.AuthenticationForm;
import io.cardferry.outbound.AuthenticationReader;
import io.cardferry.outbound.AuthenticationScheme;
import io.cardferry.security.Login;
import io.cardferry.security.SafeText;
import java.time.Duration;
import java.util.Optional;

/** Reads the {@code transport} of a pack whose type is {@code jms}. */
final class JmsTransportReader {

    private static final String URL = "/transport/url";
    private static final String QUEUES_OF_THE_HUB = "cardferry.";

    private final PackProblems problems;
    private final Optional<AuthenticationReader> secrets;

    JmsTransportReader(PackProblems problems, Optional<AuthenticationReader> secrets) {
        this.problems = problems;
        this.secrets = secrets;
    }

    /** @return {@code null} if something is wrong, which is then among the problems */
    JmsTransport read(PackDocument document) {
        Optional<BrokerUrl> broker = document.optionalText(URL).map(text -> problems.check(URL, () -> broker(text)));
        Duration connect = TransportReader.connectTimeout(document, problems);
        Duration response = TransportReader.responseTimeout(document, problems);
        Optional<Login> login = problems.check(TransportReader.AUTHENTICATION, () -> login(document));
        String requests = document.text("/transport/request-queue");
        String replies = document.text("/transport/reply-queue");
        requireNotTheHubs("/transport/request-queue", requests);
        requireNotTheHubs("/transport/reply-queue", replies);
        if (requests.equals(replies)) {
            problems.add("/transport/reply-queue", "is the request queue; the hub would take its own requests");
        }
        return connect == null || response == null || login == null
                ? null
                : new JmsTransport(broker, login, connect, response, requests, replies);
    }

    /** What lies there is taken by others, or for something else. */
    private void requireNotTheHubs(String pointer, String queue) {
        if (queue.startsWith(QUEUES_OF_THE_HUB)) {
            problems.add(
                    pointer,
                    SafeText.quoted(queue) + " is a name of the hub's own queues (" + QUEUES_OF_THE_HUB
                            + "…); name another one");
        }
    }

    private Optional<Login> login(PackDocument document) {
        String word = document.optionalText(TransportReader.AUTHENTICATION + "/type")
                .orElse(AuthenticationScheme.NONE.word());
        AuthenticationScheme scheme = AuthenticationScheme.of(word).orElseThrow();
        if (scheme == AuthenticationScheme.BASIC && document.optionalText(URL).isEmpty()) {
            throw new IllegalArgumentException("is for a broker of the issuer's own, and there is no url; at the hub's"
                    + " broker cardferry.jms.user and cardferry.jms.password count");
        }
        return secrets.flatMap(reader -> reader.login(new AuthenticationForm(scheme, null, false)));
    }

    private static BrokerUrl broker(String text) {
        try {
            return BrokerUrl.parse(text);
        } catch (IllegalArgumentException wrong) {
            // Not quoted: it may hold a password.
            throw new IllegalArgumentException(
                    "is not tcp://host:port, ssl://host:port, or failover:(those, with commas)", wrong);
        }
    }
}
