package io.cardferry.mocks.wire;

import java.util.Locale;

/**
 * How an answer is delivered. A route names it in the header {@value #HEADER}, which never leaves the house.
 *
 * @param manner what is done with the answer
 * @param ms with LATE how long it waits, with DRIP the time between two bytes; else 0
 */
public record Delivery(Manner manner, long ms) {

    /** The answer's header in which a route says how it is to be delivered. */
    public static final String HEADER = "Mock-Delivery";

    /** What is done with an answer. */
    public enum Manner {
        /** It is sent at once. */
        WHOLE,
        /** It is sent after a while. */
        LATE,
        /** It is sent byte by byte. */
        DRIP,
        /** It is kept back until the caller has given up. */
        HANG,
        /** The connection is closed instead. */
        DROP
    }

    public static final Delivery WHOLE = new Delivery(Manner.WHOLE, 0);
    public static final Delivery HANG = new Delivery(Manner.HANG, 0);
    public static final Delivery DROP = new Delivery(Manner.DROP, 0);

    /** As it stands in the header, e.g. {@code late 2000}. */
    @Override
    public String toString() {
        return manner.name().toLowerCase(Locale.ROOT) + " " + ms;
    }

    static Delivery parse(String header) {
        String[] parts = header.split(" ");
        return new Delivery(Manner.valueOf(parts[0].toUpperCase(Locale.ROOT)), Long.parseLong(parts[1]));
    }
}
