package io.cardferry.outbound.tcp;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to speak with a host.
 *
 * @param name whose host it is, for logs, such as {@code issuer aurora}
 * @param host name or address; a name is looked up for each connect
 * @param port 1–65535
 * @param tls with it, over TLS, and the host's certificate must be for {@code host}; empty: in clear
 * @param connections kept and shared by all, 1–16
 * @param connectTimeout for a connection to stand, its name's lookup and TLS included
 * @param responseTimeout from sending to the last byte of the answer; also what half a message and an echo may take
 * @param header before each message
 * @param longest message that may be sent or come, in bytes, without its header
 * @param idleEcho how long nothing may come before an echo is sent; empty: none is
 */
public record TcpSettings(
        String name,
        String host,
        int port,
        Optional<SSLContext> tls,
        int connections,
        Duration connectTimeout,
        Duration responseTimeout,
        LengthHeader header,
        int longest,
        Optional<Duration> idleEcho) {

    static final int CONNECTIONS_MAX = 16;

    private static final int PORT_MAX = 65_535;

    /** @throws IllegalArgumentException if a value can't be; the message names it and its limits */
    public TcpSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tls, "tls");
        require(!host.isBlank(), "host: a name or an address is needed");
        require(port >= 1 && port <= PORT_MAX, "port " + port + ": must be 1 to " + PORT_MAX);
        require(
                connections >= 1 && connections <= CONNECTIONS_MAX,
                "connections " + connections + ": must be 1 to " + CONNECTIONS_MAX);
        require(!connectTimeout.isNegative() && !connectTimeout.isZero(), "connect timeout: must be more than nothing");
        require(
                !responseTimeout.isNegative() && !responseTimeout.isZero(),
                "response timeout: must be more than nothing");
        require(
                longest >= 1 && longest <= header.longest() - header.bytes(),
                "longest message " + longest + ": must be at least 1, and its length fit into the header's "
                        + header.bytes() + " bytes");
        idleEcho.ifPresent(
                idle -> require(!idle.isNegative() && !idle.isZero(), "idle echo: must be more than nothing"));
    }

    /** Whose it is, host and port, for logs. */
    String address() {
        return name + " at " + host + ":" + port;
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
