package io.cardferry.issuer.layout;

import com.solab.iso8583.IsoMessage;
import com.solab.iso8583.MessageFactory;
import java.util.BitSet;
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

    private static final int BITS = 64;
    private static final String HEX_DIGITS = "0123456789ABCDEF";

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
        if (message.length < bitmapAt()) {
            throw new UnreadableMessage("is too short for a message type");
        }
        return binaryType
                ? HexFormat.of().formatHex(message, 0, bitmapAt())
                : alphabet.decode(message).substring(0, bitmapAt());
    }

    /**
     * The fields that the bitmaps announce, the second bitmap as 1.
     *
     * @throws UnreadableMessage if the message has no bitmap
     */
    BitSet fieldsIn(byte[] message) {
        BitSet fields = new BitSet();
        int at = bitmapAt();
        for (int before = 0; before == 0 || before < 2 * BITS && fields.get(1); before += BITS) {
            if (message.length < at + bitmapLength()) {
                throw new UnreadableMessage("is too short for its bitmaps");
            }
            for (int bit = 0; bit < BITS; bit++) {
                fields.set(before + bit + 1, isSet(message, at, bit));
            }
            at += bitmapLength();
        }
        return fields;
    }

    private boolean isSet(byte[] message, int at, int bit) {
        if (binaryBitmap) {
            return (message[at + bit / 8] >> 7 - bit % 8 & 1) == 1;
        }
        int digit = HEX_DIGITS.indexOf(message[at + bit / 4]);
        if (digit < 0) {
            throw new UnreadableMessage("has a bitmap that is not of upper-case hex digits");
        }
        return (digit >> 3 - bit % 4 & 1) == 1;
    }

    private int bitmapLength() {
        return binaryBitmap ? BITS / 8 : BITS / 4;
    }

    private int bitmapAt() {
        return binaryType ? 2 : 4;
    }
}
