package io.cardferry.mocks.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Where a mock issuer is called over TCP: messages with their length before them in two bytes, high byte first, many on one
 * connection. It is written down to the bytes, and no Camel endpoint, because what can go wrong with it are bytes: half of a
 * message, a wrong length, a reset. Bounded: of more than {@value #MAX_CONNECTIONS} callers the next are turned away.
 */
public final class TcpDoor implements AutoCloseable {

    static final int MAX_CONNECTIONS = 64;

    private final ServerSocket server;
    private final Function<byte[], Transmission> issuer;
    private final Departures departures;
    private final Set<TcpConnection> connections = new LinkedHashSet<>();

    /**
     * @param issuer what is answered to a message
     * @param departures when the answers leave
     */
    public TcpDoor(Function<byte[], Transmission> issuer, Departures departures) throws IOException {
        this.server = new ServerSocket();
        this.issuer = issuer;
        this.departures = departures;
    }

    /**
     * @param port 0: any free one
     * @throws IOException if it is in use; the message names it
     */
    public void open(String host, int port) throws IOException {
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IOException(
                    "the mock issuers' port " + host + ":" + port + " can't be opened: " + e.getMessage(), e);
        }
        inBackground("mocks-tcp-accept", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                TcpConnection connection = new TcpConnection(socket, issuer, departures);
                if (remember(connection)) {
                    inBackground("mocks-tcp-write", connection::write);
                    inBackground("mocks-tcp-read", () -> {
                        try {
                            connection.read();
                        } finally {
                            forget(connection);
                        }
                    });
                } else {
                    connection.close();
                }
            }
        } catch (IOException doorClosed) {
            // Nobody comes in any more.
        }
    }

    private synchronized boolean remember(TcpConnection connection) {
        return !server.isClosed() && connections.size() < MAX_CONNECTIONS && connections.add(connection);
    }

    private synchronized void forget(TcpConnection connection) {
        connections.remove(connection);
    }

    private static void inBackground(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        List<TcpConnection> open;
        synchronized (this) {
            try {
                server.close();
            } catch (IOException alreadyClosed) {
                // That is what was wanted.
            }
            open = new ArrayList<>(connections);
        }
        open.forEach(TcpConnection::close);
    }
}
