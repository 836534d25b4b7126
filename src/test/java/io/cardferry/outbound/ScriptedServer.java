package io.cardferry.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that answers byte for byte as a test says, and remembers the requests' heads. */
final class ScriptedServer implements AutoCloseable {

    /** Answers one request; returns to read the next one of the connection, unless it has closed it. */
    interface Script {
        void answer(Socket connection) throws IOException;
    }

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket socket = listening();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ScriptedServer(Script script) {
        threads.submit(() -> {
            while (!socket.isClosed()) {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                threads.submit(() -> serve(connection, script));
            }
            return null;
        });
    }

    /** Answers every request with the same bytes. */
    static ScriptedServer saying(String answer) {
        return new ScriptedServer(connection -> write(connection, answer));
    }

    private Void serve(Socket connection, Script script) throws IOException {
        try (connection) {
            while (!connection.isClosed()) {
                String head = head(connection.getInputStream());
                if (head.isEmpty()) {
                    return null;
                }
                requests.add(head);
                script.answer(connection);
            }
            return null;
        }
    }

    /** Reads a request of an empty body. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    String address(String scheme) {
        return scheme + "://127.0.0.1:" + socket.getLocalPort() + "/x";
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
