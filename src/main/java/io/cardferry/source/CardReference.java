package io.cardferry.source;

import java.util.Set;

/**
 * A card as a client names it.
 *
 * @param written as the client wrote it
 * @param source the source that it names, or {@code null} if it may be any
 * @param cardRef the source's name of the card
 */
record CardReference(String written, String source, String cardRef) {

    /** What stands before the first slash is a source only if it is a configured one: a card's own name may hold slashes. */
    static CardReference parse(String written, Set<String> configuredSources) {
        int slash = written.indexOf('/');
        if (slash > 0 && configuredSources.contains(written.substring(0, slash))) {
            return new CardReference(written, written.substring(0, slash), written.substring(slash + 1));
        }
        return new CardReference(written, null, written);
    }

    boolean mayBeIn(String otherSource) {
        return source == null || source.equals(otherSource);
    }

    boolean means(MergedCard card) {
        return source == null ? card.isListedAs(cardRef) : card.isListedBy(source, cardRef);
    }
}
