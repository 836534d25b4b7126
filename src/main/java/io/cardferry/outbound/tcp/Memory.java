package io.cardferry.outbound.tcp;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The latest things by their keys, and no others. */
final class Memory<V> {

    /** More is hardly ever late at once. */
    static final int MOST = 2_000;

    /** Trace numbers come around: an old key may be a new message's. */
    private static final long LONGEST_NANOS = Duration.ofHours(1).toNanos();

    private final Map<String, Known<V>> known = new LinkedHashMap<>();

    void remember(String key, V value) {
        known.remove(key);
        known.put(key, new Known<>(value, System.nanoTime()));
        for (Iterator<Known<V>> eldest = known.values().iterator(); eldest.hasNext(); ) {
            if (!eldest.next().isOld() && known.size() <= MOST) {
                return;
            }
            eldest.remove();
        }
    }

    void forget(String key) {
        known.remove(key);
    }

    void forgetAll(Predicate<V> which) {
        known.values().removeIf(each -> which.test(each.value));
    }

    Optional<V> of(String key) {
        return Optional.ofNullable(known.get(key)).filter(each -> !each.isOld()).map(Known::value);
    }

    private record Known<V>(V value, long sinceNanos) {

        private boolean isOld() {
            return System.nanoTime() - sinceNanos > LONGEST_NANOS;
        }
    }
}
