package io.cardferry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * An issuer that speaks ISO 8583 in a dialect of its own over TCP: message types, lengths and numbers in BCD, binary bitmaps, a
 * header of four bytes that counts itself. It is written down to the bytes and shares nothing with the hub. It answers what a
 * test tells it to answer about an account, and approves else.
 */
final class StratusHost implements AutoCloseable {

    /** What came in: a registration (0100) or an inquiry (0120) about the request id. */
    record Call(String type, String stan, String requestId, String account, byte[] bytes) {}

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    /** Else a message that is wrong would pass for a connection that is lost. */
    private final List<String> strange = new CopyOnWriteArrayList<>();

    private final Map<String, Function<Call, Optional<byte[]>>> answers = new ConcurrentHashMap<>();
    private final Map<String, String> accounts = new ConcurrentHashMap<>();

    StratusHost() {
        try {
            server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    String url() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** What it says of this account's requests; empty: nothing. */
    void answers(String account, Function<Call, Optional<byte[]>> answer) {
        answers.put(account, answer);
    }

    /** About this account, in their order. */
    List<Call> calls(String account) {
        return calls.stream().filter(call -> call.account().equals(account)).toList();
    }

    static Optional<byte[]> approved(Call call) {
        return answer(call, "00", "str-" + call.requestId().substring(0, 8));
    }

    /** 0110 or 0130 with 11, 39, 48 if there is a token, and 62. */
    static Optional<byte[]> answer(Call call, String code, String token) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(hex(call.type().equals("0100") ? "0110" : "0130"));
        out.writeBytes(hex(token.isEmpty() ? "0020000002000004" : "0020000002010004"));
        out.writeBytes(hex(call.stan()));
        out.writeBytes(code.getBytes(StandardCharsets.US_ASCII));
        if (!token.isEmpty()) {
            String tags = "TOK%02d%s".formatted(token.length(), token);
            out.writeBytes(hex("%04d".formatted(tags.length())));
            out.writeBytes(tags.getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes(hex("0016" + call.requestId()));
        return Optional.of(out.toByteArray());
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                inBackground(() -> serve(socket));
            }
        } catch (IOException closed) {
            // Nobody comes in any more.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] message = new byte[in.readInt() - 4];
                in.readFully(message);
                Optional<byte[]> answer = answeredOrStrange(message);
                if (answer.isPresent()) {
                    byte[] body = answer.get();
                    socket.getOutputStream()
                            .write(ByteBuffer.allocate(body.length + 4)
                                    .putInt(body.length + 4)
                                    .put(body)
                                    .array());
                }
            }
        } catch (IOException hubHasGone) {
            // Nothing is left to be done here.
        }
    }

    private Optional<byte[]> answeredOrStrange(byte[] message) {
        try {
            return answered(message);
        } catch (RuntimeException unreadable) {
            strange.add(HexFormat.of().formatHex(message) + ": " + unreadable);
            throw unreadable;
        }
    }

    private Optional<byte[]> answered(byte[] message) {
        String digits = HexFormat.of().formatHex(message);
        if (digits.startsWith("0820")) {
            // 7, 11 and 24 came; 11 and 24 go back.
            return Optional.of(hex("0830" + "0020010000000000" + digits.substring(30, 36) + "0831"));
        }
        Call call = read(message, digits);
        calls.add(call);
        return answers.getOrDefault(call.account(), StratusHost::approved).apply(call);
    }

    private Call read(byte[] message, String digits) {
        if (digits.startsWith("0120")) {
            // 7, 11, 62 and 100 behind two bitmaps.
            String requestId = digits.substring(56, 88);
            return new Call("0120", digits.substring(46, 52), requestId, accounts.getOrDefault(requestId, ""), message);
        }
        if (!digits.startsWith("0100")) {
            throw new IllegalArgumentException("Stratus knows no message of type " + digits.substring(0, 4));
        }
        // 2 with 16 digits, 7, 11, 14, 48 and 62 behind two bitmaps.
        int tagsAt = 2 + 16 + 9 + 5 + 3 + 2 + 2;
        int tagsEnd = tagsAt + Integer.parseInt(digits.substring((tagsAt - 2) * 2, tagsAt * 2));
        String tags = new String(Arrays.copyOfRange(message, tagsAt, tagsEnd), StandardCharsets.ISO_8859_1);
        int length = Integer.parseInt(tags.substring(3, 5));
        String account = tags.substring(5, 5 + length);
        String requestId = digits.substring((tagsEnd + 2) * 2, (tagsEnd + 18) * 2);
        accounts.put(requestId, account);
        return new Call("0100", digits.substring(64, 70), requestId, account, message);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static void inBackground(Runnable action) {
        Thread thread = new Thread(action, "stratus");
        thread.setDaemon(true);
        thread.start();
    }

    /** Fails if the hub has ever sent what is no message of Stratus'. */
    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : new ArrayList<>(sockets)) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(strange).as("what is no message of Stratus'").isEmpty();
    }
}
