package io.cardferry.registration;

import java.time.Instant;
import java.util.Objects;

/**
 * What became of asking one card source.
 *
 * @param source the source's id
 * @param status how it answered
 * @param complete whether its answer is complete, by its own word (true for ACCOUNT_UNKNOWN)
 * @param cards how many cards it listed
 * @param asOf how fresh the list is, or {@code null} if it did not say
 */
public record SourceReport(String source, SourceStatus status, boolean complete, int cards, Instant asOf) {

    public SourceReport {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(status, "status");
        if (complete && !status.isAnswer()) {
            throw new IllegalArgumentException("a source that did not answer gave no complete list");
        }
    }
}
