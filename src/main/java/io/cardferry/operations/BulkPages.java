package io.cardferry.operations;

import io.cardferry.registration.DeadLetter;
import io.cardferry.registration.FoundDeadLetters;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Waiting dead letters page by page, the oldest first, up to a limit; each page is read when it is asked for. What dies
 * again meanwhile is no part of it: else a bulk replay and a broken issuer could go on between themselves.
 */
final class BulkPages implements Iterator<List<DeadLetter>> {

    private static final int PAGE = 100;

    private final int limit;
    private final BiFunction<UUID, Integer, FoundDeadLetters> reader;
    private final Set<UUID> seen = new HashSet<>();
    private UUID after;
    private boolean more = true;

    /**
     * @param limit the most on all pages together
     * @param reader reads at most so many that come after this one, {@code null} for the first
     */
    BulkPages(int limit, BiFunction<UUID, Integer, FoundDeadLetters> reader) {
        this.limit = limit;
        this.reader = reader;
    }

    @Override
    public boolean hasNext() {
        return more && seen.size() < limit;
    }

    /** The next page; may be empty. */
    @Override
    public List<DeadLetter> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more pages");
        }
        FoundDeadLetters found = reader.apply(after, Math.min(PAGE, limit - seen.size()));
        more = found.more();
        List<DeadLetter> all = found.deadLetters();
        after = all.isEmpty() ? after : all.get(all.size() - 1).deadLetterId();
        List<DeadLetter> page = all.stream()
                .filter(dead -> !seen.contains(dead.previousDeadLetterId()))
                .toList();
        page.forEach(dead -> seen.add(dead.deadLetterId()));
        return page;
    }

    /** How many were on the pages so far. */
    int count() {
        return seen.size();
    }
}
