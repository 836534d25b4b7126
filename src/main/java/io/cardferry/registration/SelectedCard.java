package io.cardferry.registration;

import java.util.List;
import java.util.Objects;

/**
 * What discovery decided about one selected card: either it goes to an issuer, or it is rejected.
 *
 * @param cardRef the reference: the source's, or as the client wrote it if no source knows the card
 * @param card the card, or {@code null} if no source (or more than one) knows it
 * @param issuer the id of the issuer pack that it goes to, or {@code null}
 * @param names under which names the card counts for <em>in force</em>: {@code source/cardRef} of every source that
 *     lists it and, if there is one, its PAN reference; empty exactly if {@code card} is {@code null}
 * @param rejection why it is never sent, or {@code null} if it is to be sent
 */
public record SelectedCard(String cardRef, DiscoveredCard card, String issuer, List<String> names, Reason rejection) {

    public SelectedCard {
        Objects.requireNonNull(cardRef, "cardRef");
        names = List.copyOf(names);
        if (rejection == null && (card == null || issuer == null || names.isEmpty())) {
            throw new IllegalArgumentException("a card that is to be sent is known and has an issuer");
        }
    }

    /** The same card, but it is not to be sent. */
    public SelectedCard rejectedFor(Reason reason) {
        return new SelectedCard(cardRef, card, issuer, names, reason);
    }
}
