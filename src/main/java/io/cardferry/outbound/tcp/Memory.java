package io.cardferry.outbound.tcp;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What exchanges were about that have ended, by their keys: the latest ones only. What it has forgotten is an unmatched
 * answer, which its reader may still know by what is in it.
 */
final class Memory<T> {

    /** More is hardly ever late at once, and each keeps what its exchange was about. */
    static final int MOST = 2_000;

    /** Trace numbers come around: an old key may be a new message's. */
    private static final long LONGEST_NANOS = Duration.ofHours(1).toNanos();

    private final Map<String, Ended<T>> ended = new LinkedHashMap<>();

    void remember(Waiting<T> waiting) {
        ended.remove(waiting.key());
        ended.put(waiting.key(), new Ended<>(waiting.about(), System.nanoTime()));
        for (Iterator<Ended<T>> eldest = ended.values().iterator(); eldest.hasNext(); ) {
            if (!eldest.next().isOld() && ended.size() <= MOST) {
                return;
            }
            eldest.remove();
        }
    }

    void forget(String key) {
        ended.remove(key);
    }

    Optional<Ended<T>> of(String key) {
        return Optional.ofNullable(ended.get(key)).filter(known -> !known.isOld());
    }

    /** What has ended, and how many answers have come since then. */
    static final class Ended<T> {

        /** One may be a decision that comes late, another one that contradicts it; a host that goes on is out of its mind. */
        private static final int HANDED_ON_MAX = 5;

        private final Optional<T> about;
        private final long atNanos;
        private int came;

        private Ended(Optional<T> about, long atNanos) {
            this.about = about;
            this.atNanos = atNanos;
        }

        /** Empty for an echo, and if enough answers to it have come. */
        Optional<T> another() {
            return ++came <= HANDED_ON_MAX ? about : Optional.empty();
        }

        private boolean isOld() {
            return System.nanoTime() - atNanos > LONGEST_NANOS;
        }
    }
}
