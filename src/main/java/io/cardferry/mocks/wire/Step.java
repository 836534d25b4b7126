package io.cardferry.mocks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One thing that is done on a TCP connection. Whatever goes wrong with an answer is a few of them in a row.
 *
 * @param kind what is done
 * @param bytes with SEND, which; else empty
 * @param ms with PAUSE, how long; else 0
 */
record Step(Kind kind, byte[] bytes, long ms) {

    enum Kind {
        SEND,
        PAUSE,
        /** Nothing is sent any more, whatever else is to be said on this connection. */
        FALL_SILENT,
        CLOSE,
        RESET
    }

    private static final int HEADER_BYTES = 2;

    /** The steps in which this goes over the wire; every message with its length before it. */
    static List<Step> of(Transmission transmission) {
        List<Step> steps = new ArrayList<>();
        transmission.before().forEach(message -> steps.add(send(frame(message))));
        steps.addAll(answer(frame(transmission.message()), transmission.delivery()));
        transmission.after().forEach(message -> steps.add(send(frame(message))));
        return steps;
    }

    private static List<Step> answer(byte[] frame, Delivery delivery) {
        Step half = send(Arrays.copyOf(frame, frame.length / 2));
        return switch (delivery.manner()) {
            case DRIP -> drops(frame, delivery.ms());
            case DROP -> List.of(only(Kind.CLOSE));
            case HALF_THEN_SILENT -> List.of(half, only(Kind.FALL_SILENT));
            case HALF_THEN_CLOSED -> List.of(half, only(Kind.CLOSE));
            case HALF_THEN_RESET -> List.of(half, only(Kind.RESET));
            case MISCOUNTED -> List.of(send(miscounted(frame)));
            default -> List.of(send(frame));
        };
    }

    private static List<Step> drops(byte[] frame, long ms) {
        List<Step> steps = new ArrayList<>();
        for (byte one : frame) {
            steps.add(send(new byte[] {one}));
            steps.add(new Step(Kind.PAUSE, new byte[0], ms));
        }
        return steps;
    }

    private static byte[] frame(Message message) {
        byte[] text = message.content().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(HEADER_BYTES + text.length)
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    private static byte[] miscounted(byte[] frame) {
        int half = (frame.length - HEADER_BYTES) / 2;
        return ByteBuffer.wrap(frame).putShort(0, (short) half).array();
    }

    private static Step send(byte[] bytes) {
        return new Step(Kind.SEND, bytes, 0);
    }

    private static Step only(Kind kind) {
        return new Step(kind, new byte[0], 0);
    }
}
