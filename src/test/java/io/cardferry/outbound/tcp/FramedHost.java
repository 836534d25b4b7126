package io.cardferry.outbound.tcp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** A host on plain sockets, no Netty: reads messages behind their lengths, and does with them what a test says. */
final class FramedHost implements AutoCloseable {

    /** What it does with each message. */
    interface Script {
        void came(Talk talk, String message) throws IOException;
    }

    /** The same text back. */
    static final Script ECHOES = Talk::say;

    static final Script SILENT = (talk, message) -> {};

    /** All messages, as they came. */
    final List<String> seen = new CopyOnWriteArrayList<>();
    /** All connections that it ever took. */
    final List<Talk> talks = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;
    private final LengthHeader header;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FramedHost(ServerSocket socket, LengthHeader header, Script script) {
        this.socket = socket;
        this.header = header;
        this.script = script;
        threads.submit(() -> {
            while (!socket.isClosed()) {
                Talk talk = new Talk(socket.accept());
                talks.add(talk);
                threads.submit(talk::listen);
            }
            return null;
        });
    }

    static FramedHost that(Script script) {
        return new FramedHost(listening(0), TcpFixture.USUAL, script);
    }

    static ServerSocket listening(int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    Talk latest() {
        return talks.get(talks.size() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Talk talk : talks) {
            talk.close();
        }
        threads.shutdownNow();
    }

    /** One connection. */
    final class Talk {

        private final Socket connection;
        private final Semaphore mayRead = new Semaphore(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        private Talk(Socket connection) {
            this.connection = connection;
        }

        private Void listen() throws IOException, InterruptedException {
            try {
                return listenToTheEnd();
            } finally {
                ended.countDown();
            }
        }

        private Void listenToTheEnd() throws IOException, InterruptedException {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            while (true) {
                int announced = header.bytes() == 2 ? in.readUnsignedShort() : in.readInt();
                byte[] message = new byte[header.countsItself() ? announced - header.bytes() : announced];
                mayRead.acquire();
                mayRead.release();
                in.readFully(message);
                String text = new String(message, StandardCharsets.US_ASCII);
                seen.add(text);
                script.came(this, text);
            }
        }

        /** All that ever came over it was read. */
        boolean hasEnded() {
            return ended.getCount() == 0;
        }

        /** From now on no message is read, but for its length. */
        void hold() {
            mayRead.acquireUninterruptibly();
        }

        void goOn() {
            mayRead.release();
        }

        /** A whole message. */
        void say(String message) throws IOException {
            write(framed(message));
        }

        byte[] framed(String message) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            int length = message.length() + (header.countsItself() ? header.bytes() : 0);
            if (header.bytes() == 2) {
                out.writeShort(length);
            } else {
                out.writeInt(length);
            }
            out.write(message.getBytes(StandardCharsets.US_ASCII));
            return bytes.toByteArray();
        }

        synchronized void write(byte... bytes) throws IOException {
            connection.getOutputStream().write(bytes);
            connection.getOutputStream().flush();
        }

        void close() throws IOException {
            connection.close();
        }

        /** Without a farewell, and with what was not read yet. */
        void reset() throws IOException {
            connection.setSoLinger(true, 0);
            connection.close();
        }
    }
}
