package io.cardferry.issuer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Says now and then that a line of an issuer is due: one that is out of its mind must neither fill the log nor hide another. */
final class PacedLines {

    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanoTime;
    /** There are as many as packs. */
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** @param nanoTime as {@link System#nanoTime()} */
    PacedLines(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One more. @return how many there are to tell of; 0 if it is too early for a line */
    long toSay(String issuer) {
        return lines.computeIfAbsent(issuer, first -> new Line()).toSay();
    }

    private final class Line {

        private long sinceLastLine;
        private long nextLineAt = nanoTime.getAsLong();

        synchronized long toSay() {
            sinceLastLine++;
            long now = nanoTime.getAsLong();
            if (now - nextLineAt < 0) {
                return 0;
            }
            nextLineAt = now + BETWEEN_LINES;
            long said = sinceLastLine;
            sinceLastLine = 0;
            return said;
        }
    }
}
