package io.cardferry.outbox;

import io.cardferry.registration.OutboxEntry;
import java.time.Duration;

/**
 * How long and how often a destination that refuses messages is tried. Only its own refusals count, and not the time
 * that the broker was away.
 *
 * @param firstWait after the first refusal; doubled with each further one
 * @param longestWait no wait is longer
 * @param attemptsMax how often a reply's destination is tried; a dead letter is never given up
 * @param attemptsMaxIfGone how often a temporary destination that is not there is tried
 */
public record OutboxPatience(Duration firstWait, Duration longestWait, int attemptsMax, int attemptsMaxIfGone) {

    /** Up to an hour between two tries, and about a day in all; some seconds if it is gone. */
    public static final OutboxPatience STANDARD = new OutboxPatience(Duration.ofSeconds(1), Duration.ofHours(1), 36, 4);

    /** Beyond it the longest wait is reached in any case. */
    private static final int DOUBLINGS_MAX = 30;

    /** How long the entry waits now that it was refused once more. */
    Duration waitAfter(OutboxEntry entry) {
        Duration doubled = firstWait.multipliedBy(1L << Math.min(entry.attempts(), DOUBLINGS_MAX));
        return doubled.compareTo(longestWait) < 0 ? doubled : longestWait;
    }

    /** How often the entry's destination is tried. */
    int attemptsMax(OutboxEntry entry, SendFailure why) {
        if (entry.kind() == OutboxEntry.Kind.DEAD_LETTER) {
            return Integer.MAX_VALUE;
        }
        return why == SendFailure.GONE ? attemptsMaxIfGone : attemptsMax;
    }
}
