package io.cardferry.mocks.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One caller's connection: its messages are read in their order, answers go out in the order in which they leave. */
final class TcpConnection implements AutoCloseable {

    /** The longest message that is taken, in bytes; docs/formats.md says the same of ISO 8583 messages. */
    static final int MAX_MESSAGE_BYTES = 2_048;

    private final Socket socket;
    private final Function<byte[], Transmission> issuer;
    private final Departures departures;
    private final BlockingQueue<List<Step>> leaving = new LinkedBlockingQueue<>(Deliveries.MAX_WAITING);
    private final CountDownLatch closed = new CountDownLatch(1);

    TcpConnection(Socket socket, Function<byte[], Transmission> issuer, Departures departures) {
        this.socket = socket;
        this.issuer = issuer;
        this.departures = departures;
    }

    /** Reads until the caller or this side closes. */
    void read() {
        try (this) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (true) {
                int length = in.readUnsignedShort();
                if (length == 0 || length > MAX_MESSAGE_BYTES) {
                    return;
                }
                byte[] message = new byte[length];
                in.readFully(message);
                Transmission answer = issuer.apply(message);
                departures.leave(answer.delivery(), () -> send(answer));
            }
        } catch (IOException callerHasGone) {
            // Nothing is left to be done here.
        }
    }

    private void send(Transmission answer) {
        if (!leaving.offer(Step.of(answer))) {
            close();
        }
    }

    /** Writes what leaves, until the connection is closed. */
    void write() {
        try (this) {
            while (closed.getCount() > 0) {
                for (Step step : leaving.take()) {
                    take(step);
                }
            }
        } catch (IOException callerHasGone) {
            // Nothing is left to be done here.
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Step step) throws IOException, InterruptedException {
        switch (step.kind()) {
            case SEND -> socket.getOutputStream().write(step.bytes());
            case PAUSE -> closed.await(step.ms(), TimeUnit.MILLISECONDS);
            case FALL_SILENT -> {
                closed.await(Deliveries.MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
                close();
            }
            case CLOSE -> close();
            case RESET -> {
                // A close that does not linger is a reset on the wire.
                socket.setSoLinger(true, 0);
                close();
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        // The writer may wait for something to write.
        leaving.clear();
        leaving.offer(List.of());
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // That is what was wanted.
        }
    }
}
