package io.cardferry.issuer.jms;

import io.cardferry.issuer.IssuerPack;
import io.cardferry.issuer.layout.MessageLayout;
import io.cardferry.messaging.MessageBody;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a reply holds: bytes, or a text, which has none until a pack says in which character set it reads. What can't be
 * read is empty, which nobody can read either.
 */
final class ReplyBody {

    /** The largest body, in bytes, of a text in UTF-8; the same as over HTTP. */
    static final int BYTES_MAX = 64 * 1024;

    private static final ReplyBody UNREADABLE = new ReplyBody(new byte[0], false);

    private final byte[] bytes;
    private final boolean isText;

    private ReplyBody(byte[] bytes, boolean isText) {
        this.bytes = bytes;
        this.isText = isText;
    }

    static ReplyBody of(Message message) {
        try {
            return new ReplyBody(MessageBody.read(message, BYTES_MAX), message instanceof TextMessage);
        } catch (MessageBody.UnreadableException | JMSException unreadable) {
            // A damaged one stays damaged, however often it comes.
            return UNREADABLE;
        }
    }

    /** As this version of a pack reads it; empty if it is a text that the pack's layout can't hold. */
    byte[] asReadBy(IssuerPack pack) {
        Charset charset = pack.format().layout().map(MessageLayout::charset).orElse(StandardCharsets.UTF_8);
        if (!isText || charset.equals(StandardCharsets.UTF_8)) {
            return bytes;
        }
        try {
            ByteBuffer encoded =
                    charset.newEncoder().encode(CharBuffer.wrap(new String(bytes, StandardCharsets.UTF_8)));
            return Arrays.copyOf(encoded.array(), encoded.limit());
        } catch (CharacterCodingException foreign) {
            return new byte[0];
        }
    }
}
