package io.cardferry.messaging;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;

/** Reads what a message holds: text or bytes, and nothing that would have to be deserialized. */
public final class MessageBody {

    /** Why there is nothing to read. */
    public enum Fault {
        /** Neither a TextMessage nor a BytesMessage. */
        OTHER_TYPE,
        /** More bytes than are wanted; it was not read. */
        TOO_LARGE,
        /** Half a surrogate pair: no text in any charset. */
        NO_TEXT
    }

    /** A message that is not read; told to its sender, so it has no stack trace. */
    public static final class UnreadableException extends Exception {
        private final Fault fault;

        UnreadableException(Fault fault) {
            super(fault.name(), null, false, false);
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }
    }

    /** A character takes up to twice the bytes of UTF-8 in the form that Java marshals texts in. */
    private static final long LONGER_WHEN_MARSHALLED = 2;

    private MessageBody() {}

    /**
     * The bytes of a BytesMessage, or the text of a TextMessage in UTF-8; empty if there is none.
     *
     * @param max the most bytes that are wanted; a longer body is not read
     */
    public static byte[] read(Message message, int max) throws JMSException, UnreadableException {
        if (message instanceof TextMessage text) {
            return text(text, max);
        }
        if (message instanceof BytesMessage bytes) {
            return bytes(bytes, max);
        }
        throw new UnreadableException(Fault.OTHER_TYPE);
    }

    private static byte[] bytes(BytesMessage message, int max) throws JMSException, UnreadableException {
        byte[] bytes = new byte[(int) Math.min(message.getBodyLength(), max + 1L)];
        int length = bytes.length == 0 ? 0 : Math.max(0, message.readBytes(bytes));
        if (length > max) {
            throw new UnreadableException(Fault.TOO_LARGE);
        }
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] text(TextMessage message, int max) throws JMSException, UnreadableException {
        if (message instanceof ActiveMQTextMessage marshalled
                && declaredLength(marshalled) > LONGER_WHEN_MARSHALLED * max) {
            throw new UnreadableException(Fault.TOO_LARGE);
        }
        String text = message.getText();
        if (text == null) {
            return new byte[0];
        }
        if (text.length() > max) {
            throw new UnreadableException(Fault.TOO_LARGE);
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            if (bytes.remaining() > max) {
                throw new UnreadableException(Fault.TOO_LARGE);
            }
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new UnreadableException(Fault.NO_TEXT);
        }
    }

    /** How long the text is before it is decoded, and blown up if it was compressed; 0 if it is decoded already. */
    private static int declaredLength(ActiveMQTextMessage message) throws UnreadableException {
        ByteSequence content = message.getContent();
        if (content == null) {
            return 0;
        }
        InputStream bytes = new ByteArrayInputStream(content.getData(), content.getOffset(), content.getLength());
        try (DataInputStream in =
                new DataInputStream(message.isCompressed() ? new InflaterInputStream(bytes) : bytes)) {
            return in.readInt();
        } catch (IOException e) {
            throw new UnreadableException(Fault.NO_TEXT);
        }
    }
}
