package io.cardferry.operations;

import io.cardferry.intake.ReplayRequest;
import io.cardferry.registration.SelectedCard;
import java.util.Objects;

/**
 * A card that goes to its issuer as its source lists it now.
 *
 * @param request what the operator wants
 * @param fresh the card, not rejected
 */
public record RefreshedCard(ReplayRequest request, SelectedCard fresh) {

    public RefreshedCard {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(fresh, "fresh");
        if (fresh.rejection() != null) {
            throw new IllegalArgumentException("a rejected card goes nowhere");
        }
    }
}
