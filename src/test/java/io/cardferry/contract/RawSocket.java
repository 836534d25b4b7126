package io.cardferry.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP as nobody should, and returns what came back until the server closed. */
final class RawSocket {

    private RawSocket() {}

    static String exchange(URI hub, String request) {
        try (Socket socket = new Socket(hub.getHost(), hub.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A POST of a registration with these header lines, each ended by CR LF, in a connection of its own. */
    static String post(URI hub, String headers, String body) {
        return exchange(
                hub,
                "POST /v1/registrations HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n" + headers + "\r\n" + body);
    }
}
