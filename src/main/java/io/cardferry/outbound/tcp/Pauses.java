package io.cardferry.outbound.tcp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next connect: growing, and not all hubs at the same moment. */
final class Pauses {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private long next = FIRST.toMillis();

    /** In ms: between half of what it has grown to, and all of it. */
    long nextMillis() {
        long whole = next;
        next = Math.min(2 * next, LONGEST.toMillis());
        return ThreadLocalRandom.current().nextLong(whole / 2, whole + 1);
    }

    void reset() {
        next = FIRST.toMillis();
    }
}
