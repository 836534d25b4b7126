package io.cardferry.registration;

import java.time.Duration;
import java.time.Instant;

/**
 * What is still to be told.
 *
 * @param waiting how many entries, not counting replies about what has not come so far
 * @param oldest since when the first of them could have been told; {@code null} if none waits
 */
public record OutboxBacklog(int waiting, Instant oldest) {

    /** Nothing waits. */
    public static final OutboxBacklog NONE = new OutboxBacklog(0, null);

    /** For how long the oldest has been waiting at this time; zero if none is. The database's clock may be ahead of ours. */
    public Duration age(Instant now) {
        return oldest == null || now.isBefore(oldest) ? Duration.ZERO : Duration.between(oldest, now);
    }

    /** Both together. */
    public OutboxBacklog plus(OutboxBacklog other) {
        boolean othersIsOlder = oldest == null || other.oldest != null && other.oldest.isBefore(oldest);
        return new OutboxBacklog(waiting + other.waiting, othersIsOlder ? other.oldest : oldest);
    }
}
