package io.cardferry.issuer;

import io.cardferry.outbound.Authentication;
import io.cardferry.outbound.tcp.LengthHeader;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an issuer is reached over TCP: by connections that are kept and shared, on which an answer is known by its fields.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param tls whether the connection is TLS
 * @param authentication the TLS of both sides, if it is not the JVM's; of a pack that is not enabled none
 * @param connectTimeout until the connection, TLS included, stands; 1 ms to 5 min
 * @param responseTimeout from sending to the last byte of the answer; 1 ms to 5 min
 * @param connections how many are kept; 1 to 16
 * @param matchBy the layout's fields by which an answer finds its request
 * @param header what stands before each message
 * @param idleEcho after how long without a byte an echo is sent; 1 s or more; empty: never
 */
public record TcpTransport(
        String host,
        int port,
        boolean tls,
        Authentication authentication,
        Duration connectTimeout,
        Duration responseTimeout,
        int connections,
        List<String> matchBy,
        LengthHeader header,
        Optional<Duration> idleEcho)
        implements Transport {

    /** The word for it in {@code issuer.yaml} and in kept messages. */
    public static final String TYPE = "tcp";

    public TcpTransport {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(responseTimeout, "responseTimeout");
        matchBy = List.copyOf(matchBy);
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(idleEcho, "idleEcho");
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Optional<String> address() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return Optional.of((tls ? "tls" : "tcp") + "://" + name + ":" + port);
    }
}
