package io.cardferry.source;

import io.cardferry.registration.DiscoveredCard;
import io.cardferry.registration.SourceReport;
import io.cardferry.registration.SourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What asking one source came to.
 *
 * @param report how it answered
 * @param cards the cards it lists, in its order; empty but with {@link SourceStatus#OK}
 * @param detail why there is no list, a short text for the history without anything of the answer in it; {@code null}
 *     with a valid answer
 */
public record SourceAnswer(SourceReport report, List<DiscoveredCard> cards, String detail) {

    public SourceAnswer {
        Objects.requireNonNull(report, "report");
        cards = List.copyOf(cards);
        if (report.cards() != cards.size()) {
            throw new IllegalArgumentException("a report counts the cards of its answer");
        }
    }

    /** A valid list. */
    static SourceAnswer listed(CardSource source, boolean complete, Instant asOf, List<DiscoveredCard> cards) {
        SourceReport report = new SourceReport(source.id(), SourceStatus.OK, complete, cards.size(), asOf);
        return new SourceAnswer(report, cards, null);
    }

    static SourceAnswer accountUnknown(CardSource source) {
        return new SourceAnswer(
                new SourceReport(source.id(), SourceStatus.ACCOUNT_UNKNOWN, true, 0, null), List.of(), null);
    }

    /** The source did not answer within its response timeout. */
    public static SourceAnswer late(CardSource source) {
        return without(source, SourceStatus.LATE, "no answer within the response timeout");
    }

    /** @param detail why, without anything of the answer, such as {@code connection refused} */
    public static SourceAnswer failed(CardSource source, String detail) {
        return without(source, SourceStatus.FAILED, detail);
    }

    private static SourceAnswer without(CardSource source, SourceStatus status, String detail) {
        return new SourceAnswer(new SourceReport(source.id(), status, false, 0, null), List.of(), detail);
    }
}
