package io.cardferry.registration;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What asking the sources came to: cards, a final answer without cards, or nothing that can be said yet. */
public sealed interface DiscoveryResult {

    /** Which sources answered. */
    Discovery discovery();

    /**
     * There are cards to decide on. Committed once, and never found anew afterwards.
     *
     * @param cards one per selected card, not empty
     */
    record CardsFound(Discovery discovery, List<SelectedCard> cards) implements DiscoveryResult {
        public CardsFound {
            Objects.requireNonNull(discovery, "discovery");
            cards = List.copyOf(cards);
            if (cards.isEmpty()) {
                throw new IllegalArgumentException("found cards are at least one");
            }
        }
    }

    /**
     * There is nothing to register, for good.
     *
     * @param reason {@code account-unknown} or {@code no-cards}
     */
    record NothingToRegister(Discovery discovery, Reason reason) implements DiscoveryResult {
        public NothingToRegister {
            Objects.requireNonNull(discovery, "discovery");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Sources failed, or a list is incomplete, and what they hold decides: ask again later.
     *
     * @param awaited the sources whose answers are waited for, at least one; the others answered, or could hold nothing
     *     of what is missing
     */
    record AskAgain(Discovery discovery, Set<String> awaited) implements DiscoveryResult {
        public AskAgain {
            Objects.requireNonNull(discovery, "discovery");
            awaited = Set.copyOf(awaited);
            if (awaited.isEmpty()) {
                throw new IllegalArgumentException("whoever asks again waits for a source");
            }
        }
    }
}
