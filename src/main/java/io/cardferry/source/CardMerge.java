package io.cardferry.source;

import io.cardferry.registration.DiscoveredCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the entries that are one card: those with the same PAN reference. */
final class CardMerge {

    /** A list that doesn't say how fresh it is counts as the oldest. */
    private static final Comparator<DiscoveredCard> BY_FRESHNESS =
            Comparator.comparing(DiscoveredCard::asOf, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()));

    private CardMerge() {}

    /** The cards in the order in which they first appear: sources in the given order, then each list's order. */
    static List<MergedCard> of(List<SourceAnswer> answers) {
        Map<String, List<DiscoveredCard>> sameCard = new LinkedHashMap<>();
        for (SourceAnswer answer : answers) {
            for (DiscoveredCard card : answer.cards()) {
                sameCard.computeIfAbsent(identity(card), first -> new ArrayList<>())
                        .add(card);
            }
        }
        return sameCard.values().stream()
                .map(entries -> new MergedCard(freshest(entries), entries))
                .toList();
    }

    private static String identity(DiscoveredCard card) {
        return card.panReference() != null ? "par:" + card.panReference() : card.source() + "/" + card.cardRef();
    }

    /** Of equally fresh entries the first one wins, so that the same answers always give the same card. */
    private static DiscoveredCard freshest(List<DiscoveredCard> entries) {
        DiscoveredCard freshest = entries.get(0);
        for (DiscoveredCard entry : entries) {
            if (BY_FRESHNESS.compare(entry, freshest) > 0) {
                freshest = entry;
            }
        }
        return freshest;
    }
}
