package io.cardferry.mocks;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hub of the tests' own, which writes ISO 8583 messages by hand and reads answers from one TCP connection. */
final class CumulusClient implements AutoCloseable {

    /** The bitmaps of a registration and an inquiry, as the issuer publishes them. */
    private static final String REGISTRATION = "0300C2240000088100000000002008000000";

    private static final String INQUIRY = "030082200000080100000000002008000000";
    private static final int PATIENCE_MS = 60_000;
    private static final Pattern TAG = Pattern.compile("(\\d\\d)(\\d{3})");

    private final Socket socket;
    private final DataInputStream in;

    CumulusClient(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** One message and its length before it. */
    void send(String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream()
                .write(ByteBuffer.allocate(2 + text.length)
                        .putShort((short) text.length)
                        .put(text)
                        .array());
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next whole message. */
    String receive() throws IOException {
        byte[] text = new byte[in.readUnsignedShort()];
        in.readFully(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** Whatever comes, until the connection ends. */
    byte[] receiveRest() throws IOException {
        return in.readAllBytes();
    }

    byte[] receiveBytes(int count) throws IOException {
        return in.readNBytes(count);
    }

    void answerWithin(int ms) throws IOException {
        socket.setSoTimeout(ms);
    }

    static String registration(String requestId, String stan, String accountId, String number, String expiry) {
        return registration(requestId, stan, accountId, number, expiry, "tv-77", "tv-77   ");
    }

    static String registration(
            String requestId,
            String stan,
            String accountId,
            String number,
            String expiry,
            String device,
            String terminal) {
        String tags = tag("01", requestId)
                + tag("02", "TV")
                + tag("03", "Living room TV")
                + tag("04", device)
                + tag("05", accountId)
                + tag("06", "50110030273");
        return REGISTRATION
                + "%02d".formatted(number.length())
                + number
                + "1122101500"
                + stan
                + expiry
                + reference(requestId)
                + terminal
                + "%03d".formatted(tags.length())
                + tags
                + "1"
                + "07CARDREG";
    }

    static String inquiry(String requestId, String stan) {
        return INQUIRY + "1122101700" + stan + reference(requestId) + "041" + tag("01", requestId) + "5" + "07CARDREG";
    }

    static String reference(String requestId) {
        String hex = requestId.replace("-", "");
        return hex.substring(hex.length() - 12).toUpperCase(Locale.ROOT);
    }

    static String requestId() {
        return UUID.randomUUID().toString();
    }

    private static String tag(String number, String value) {
        return number + "%03d".formatted(value.length()) + value;
    }

    /** An answer's fields by what they are called here: at, stan, reference, code, and 01 and 10 of 48. */
    static Map<String, String> fields(String answer) {
        Map<String, String> fields = new HashMap<>();
        boolean tagged = answer.startsWith("0310022000000A010000");
        if (!tagged && !answer.startsWith("0310022000000A000000")) {
            throw new AssertionError("no answer of cumulus: " + answer);
        }
        fields.put("at", answer.substring(20, 30));
        fields.put("stan", answer.substring(30, 36));
        fields.put("reference", answer.substring(36, 48));
        fields.put("code", answer.substring(48, 50));
        String tags = tagged ? answer.substring(53, 53 + Integer.parseInt(answer.substring(50, 53))) : "";
        Matcher next = TAG.matcher(tags);
        for (int at = 0; next.find(at); ) {
            int end = next.end() + Integer.parseInt(next.group(2));
            fields.put(next.group(1), tags.substring(next.end(), end));
            at = end;
        }
        return fields;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
