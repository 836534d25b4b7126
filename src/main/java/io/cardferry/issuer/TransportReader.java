package io.cardferry.issuer;

import io.cardferry.outbound.AuthenticationReader;
import java.time.Duration;
import java.util.Optional;

/** Reads the {@code transport} of a pack. */
final class TransportReader {

    static final String AUTHENTICATION = "/transport/authentication";

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

    private TransportReader() {}

    /**
     * @param secrets what the configuration holds of them; empty if the pack is not enabled
     * @return {@code null} if something is wrong, which is then among the problems
     */
    static Transport read(PackDocument document, PackProblems problems, Optional<AuthenticationReader> secrets) {
        return switch (document.text("/transport/type")) {
            case TcpTransport.TYPE -> new TcpTransportReader(problems, secrets).read(document);
            case JmsTransport.TYPE -> new JmsTransportReader(problems, secrets).read(document);
            default -> new HttpTransportReader(problems, secrets).read(document);
        };
    }

    static Duration connectTimeout(PackDocument document, PackProblems problems) {
        return timeout("/transport/connect-timeout", document, problems);
    }

    static Duration responseTimeout(PackDocument document, PackProblems problems) {
        return timeout("/transport/response-timeout", document, problems);
    }

    private static Duration timeout(String pointer, PackDocument document, PackProblems problems) {
        // Zero would mean "for ever" to many a client.
        return problems.check(
                pointer, () -> DurationText.parse(document.text(pointer), Duration.ofMillis(1), LONGEST_TIMEOUT));
    }
}
