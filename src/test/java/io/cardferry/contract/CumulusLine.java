package io.cardferry.contract;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** One connection to Cumulus' host: messages of US-ASCII behind two bytes of length, and each with its fields at their places. */
final class CumulusLine {

    /** Fields 7, 11, 37, 39 and 48. */
    private static final String ANSWER = "0310" + "022000000A010000";

    private static final String REGISTRATION = "0300" + "C224000008810000" + "0000002008000000";
    private static final String INQUIRY = "0300" + "8220000008010000" + "0000002008000000";
    private static final String ECHO = "0800" + "8220000000000000" + "0400000000000000";
    private static final int FIELDS_AT = 36;

    private final Socket socket;
    private final Consumer<Call> receiver;
    private final Consumer<String> strange;

    /** @param strange is told of what is no message of Cumulus'; the connection ends then */
    CumulusLine(Socket socket, Consumer<Call> receiver, Consumer<String> strange) {
        this.socket = socket;
        this.receiver = receiver;
        this.strange = strange;
    }

    /**
     * A message that came.
     *
     * @param text all of it, without its length
     * @param pan as field 2 has it; empty but for a registration
     * @param at field 7
     * @param stan field 11
     * @param reference field 37
     * @param requestId tag 01 of field 48
     * @param account tag 05; of an inquiry, that of the registration that it asks about
     */
    record Call(
            String text,
            String pan,
            String at,
            String stan,
            String reference,
            String requestId,
            String account,
            CumulusLine line) {

        boolean isRegistration() {
            return text.startsWith(REGISTRATION);
        }

        boolean isInquiry() {
            return text.startsWith(INQUIRY);
        }

        boolean isEcho() {
            return text.startsWith(ECHO);
        }

        Call ofAccount(String name) {
            return new Call(text, pan, at, stan, reference, requestId, name, line);
        }

        void answer(String code, String token) {
            line.send(with(code, token));
        }

        /** The 0310 to this message. */
        byte[] with(String code, String token) {
            return with(requestId, code, token);
        }

        /** The same, about another request. */
        byte[] with(String otherId, String code, String token) {
            String tags = tag("01", otherId) + (token.isEmpty() ? "" : tag("10", token));
            return framed(ANSWER + at + stan + reference + code + "%03d".formatted(tags.length()) + tags);
        }

        void answerEcho() {
            line.send(framed("0810" + ECHO.substring(4) + at + stan + "301"));
        }

        private static String tag(String number, String value) {
            return number + "%03d".formatted(value.length()) + value;
        }
    }

    /** With its length before it. */
    static byte[] framed(String text) {
        byte[] message = text.getBytes(StandardCharsets.US_ASCII);
        byte[] framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        return framed;
    }

    /** Whatever a test wants to be sent, at once and in one piece. */
    synchronized void send(byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException hubHasGone) {
            // It will ask on another connection.
        }
    }

    void sendHalf(byte[] message) {
        send(Arrays.copyOf(message, message.length / 2));
    }

    /** The connection is lost. What the hub has sent, and was not read here, is lost as well. */
    void cut() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException lost) {
            // So it is.
        }
    }

    boolean isUp() {
        return !socket.isClosed();
    }

    /** Reads until the hub closes it, or {@link #cut}. */
    void read() {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] message = new byte[in.readUnsignedShort()];
                in.readFully(message);
                receive(new String(message, StandardCharsets.US_ASCII));
            }
        } catch (IOException hubHasGone) {
            // Nothing is left to be done here.
        }
    }

    private void receive(String text) {
        try {
            receiver.accept(call(text));
        } catch (RuntimeException unreadable) {
            strange.accept(text + ": " + unreadable);
            throw unreadable;
        }
    }

    private Call call(String text) {
        if (text.startsWith(REGISTRATION)) {
            int panEnds = FIELDS_AT + 2 + Integer.parseInt(text.substring(FIELDS_AT, FIELDS_AT + 2));
            // 7, 11, 14, 37, 41 and the length of 48.
            String tags = text.substring(panEnds + 10 + 6 + 4 + 12 + 8 + 3);
            return new Call(
                    text,
                    text.substring(FIELDS_AT + 2, panEnds),
                    text.substring(panEnds, panEnds + 10),
                    text.substring(panEnds + 10, panEnds + 16),
                    text.substring(panEnds + 20, panEnds + 32),
                    tags.substring(5, 41),
                    account(tags),
                    this);
        }
        String at = text.substring(FIELDS_AT, FIELDS_AT + 10);
        String stan = text.substring(FIELDS_AT + 10, FIELDS_AT + 16);
        if (text.startsWith(INQUIRY)) {
            // 37, and tag 01 behind the length of 48.
            return new Call(text, "", at, stan, text.substring(52, 64), text.substring(72, 108), "", this);
        }
        if (text.startsWith(ECHO)) {
            return new Call(text, "", at, stan, "", "", "", this);
        }
        throw new IllegalArgumentException("Cumulus knows no message like " + text.substring(0, FIELDS_AT));
    }

    /** Tag 05. */
    private static String account(String tags) {
        String rest = tags;
        while (!rest.startsWith("05")) {
            rest = rest.substring(5 + Integer.parseInt(rest.substring(2, 5)));
        }
        return rest.substring(5, 5 + Integer.parseInt(rest.substring(2, 5)));
    }
}
