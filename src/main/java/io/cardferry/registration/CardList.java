package io.cardferry.registration;

import java.util.List;
import java.util.Objects;

/**
 * An account's cards, as somebody who may choose among them is shown them.
 *
 * @param discovery which sources answered
 * @param cards all that were found; a rejection says why a registration of the card would be rejected now
 */
public record CardList(Discovery discovery, List<SelectedCard> cards) {

    public CardList {
        Objects.requireNonNull(discovery, "discovery");
        cards = List.copyOf(cards);
    }
}
