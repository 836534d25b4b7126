package io.cardferry.registration;

import java.util.List;

/**
 * Which sources answered, how fresh, and whether the list is complete.
 *
 * @param complete whether every configured source gave a complete answer
 * @param sources one report per configured source
 */
public record Discovery(boolean complete, List<SourceReport> sources) {

    /** Before any source was asked. */
    public static final Discovery NONE = new Discovery(false, List.of());

    public Discovery {
        sources = List.copyOf(sources);
    }
}
