package io.cardferry.source;

import io.cardferry.registration.DiscoveredCard;
import java.util.List;
import java.util.stream.Stream;

/**
 * One card, as one or several sources list it.
 *
 * @param freshest the entry that counts
 * @param entries every entry, in the sources' and lists' order
 */
record MergedCard(DiscoveredCard freshest, List<DiscoveredCard> entries) {

    MergedCard {
        entries = List.copyOf(entries);
    }

    /** The names under which it counts for <em>in force</em>. No source's id holds a colon, so the two kinds never meet. */
    List<String> names() {
        Stream<String> listed = entries.stream().map(entry -> entry.source() + "/" + entry.cardRef());
        // The PAN reference too: the next registration may find the card in another source only.
        Stream<String> same = Stream.ofNullable(freshest.panReference()).map(reference -> "par:" + reference);
        return Stream.concat(listed, same).toList();
    }

    boolean isListedBy(String source, String cardRef) {
        return entries.stream()
                .anyMatch(entry ->
                        entry.source().equals(source) && entry.cardRef().equals(cardRef));
    }

    boolean isListedAs(String cardRef) {
        return entries.stream().anyMatch(entry -> entry.cardRef().equals(cardRef));
    }
}
