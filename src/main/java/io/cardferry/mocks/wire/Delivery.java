package io.cardferry.mocks.wire;

import java.util.Locale;

/**
 * How an answer is delivered. A route of the HTTP mocks names it in the header {@value #HEADER}, which never leaves the house.
 *
 * @param manner what is done with the answer
 * @param ms with LATE how long it waits, with OUT_OF_ORDER how long at most, with DRIP the time between two bytes; else 0
 * @param together with OUT_OF_ORDER how many answers leave together; else 0
 */
public record Delivery(Manner manner, long ms, int together) {

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
        DROP,
        /** Its first half is sent, and then nothing more on that connection. */
        HALF_THEN_SILENT,
        /** Its first half is sent, then the connection is closed in good order. */
        HALF_THEN_CLOSED,
        /** Its first half is sent, then the connection breaks (a TCP reset). */
        HALF_THEN_RESET,
        /** It is sent whole, under a length header that says half. */
        MISCOUNTED,
        /** It is kept back until others wait as well; then they leave, the last first. */
        OUT_OF_ORDER
    }

    public static final Delivery WHOLE = of(Manner.WHOLE);
    public static final Delivery HANG = of(Manner.HANG);
    public static final Delivery DROP = of(Manner.DROP);

    /** A manner that needs no figures. */
    public static Delivery of(Manner manner) {
        return of(manner, 0);
    }

    /** A manner that needs a time. */
    public static Delivery of(Manner manner, long ms) {
        return new Delivery(manner, ms, 0);
    }

    /** As it stands in the header, e.g. {@code late 2000}. */
    @Override
    public String toString() {
        return manner.name().toLowerCase(Locale.ROOT) + " " + ms;
    }

    static Delivery parse(String header) {
        String[] parts = header.split(" ");
        return of(Manner.valueOf(parts[0].toUpperCase(Locale.ROOT)), Long.parseLong(parts[1]));
    }
}
