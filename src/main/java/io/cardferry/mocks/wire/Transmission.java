package io.cardferry.mocks.wire;

import java.util.List;
import java.util.stream.Stream;

/**
 * What goes out as the answer to one message: the answer itself, and where a mock misbehaves, others around it.
 *
 * @param before what goes out before it, whole
 * @param message the answer
 * @param after what goes out after it, whole
 * @param delivery how the answer goes over the wire
 */
public record Transmission(List<Message> before, Message message, List<Message> after, Delivery delivery) {

    public Transmission {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** An answer, and nothing else. */
    public static Transmission of(Message message) {
        return new Transmission(List.of(), message, List.of(), Delivery.WHOLE);
    }

    public Transmission delivered(Delivery manner) {
        return new Transmission(before, message, after, manner);
    }

    public Transmission precededBy(Message another) {
        return new Transmission(List.of(another), message, after, delivery);
    }

    public Transmission followedBy(Message another) {
        return new Transmission(before, message, List.of(another), delivery);
    }

    public Transmission cut() {
        return new Transmission(before, message.cut(), after, delivery);
    }

    /** All of them in their order. */
    public List<Message> messages() {
        return Stream.of(before, List.of(message), after).flatMap(List::stream).toList();
    }
}
