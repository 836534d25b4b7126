package io.cardferry.issuer.layout;

import com.solab.iso8583.IsoMessage;
import com.solab.iso8583.MessageFactory;
import java.util.HexFormat;

/**
 * What all messages of an ISO 8583 layout share.
 *
 * @param alphabet of texts
 * @param binaryType whether the message type is two bytes of BCD, else four digits
 * @param binaryBitmap whether a bitmap is eight bytes, else sixteen upper-case hex digits
 * @param bcd whether lengths, and fields of digits, are in BCD, else digits
 * @param longest message, in bytes, without what the transport puts around it
 */
record Iso8583Encoding(Alphabet alphabet, boolean binaryType, boolean binaryBitmap, boolean bcd, int longest) {

    private static final int FIRST_BIT = 0x80;

    IsoMessage newMessage(int type) {
        IsoMessage message = new IsoMessage();
        message.setType(type);
        message.setCharacterEncoding(alphabet.charset().name());
        message.setBinaryHeader(binaryType);
        message.setBinaryFields(bcd);
        message.setBinaryBitmap(binaryBitmap);
        return message;
    }

    MessageFactory<IsoMessage> newFactory() {
        MessageFactory<IsoMessage> factory = new MessageFactory<>();
        factory.setCharacterEncoding(alphabet.charset().name());
        factory.setBinaryHeader(binaryType);
        factory.setBinaryFields(bcd);
        factory.setUseBinaryBitmap(binaryBitmap);
        return factory;
    }

    /**
     * The message type, four characters.
     *
     * @throws UnreadableMessage if the message has none
     */
    String typeOf(byte[] message) {
        if (message.length < bitmapAt() + 1) {
            throw new UnreadableMessage("is too short for a message type and a bitmap");
        }
        return binaryType
                ? HexFormat.of().formatHex(message, 0, bitmapAt())
                : alphabet.decode(message).substring(0, bitmapAt());
    }

    /** Whether there is a second bitmap, be it empty. */
    boolean hasSecondBitmap(byte[] message) {
        int first = message[bitmapAt()] & 0xff;
        return binaryBitmap ? (first & FIRST_BIT) != 0 : Character.digit(first, 16) >= 8;
    }

    private int bitmapAt() {
        return binaryType ? 2 : 4;
    }
}
