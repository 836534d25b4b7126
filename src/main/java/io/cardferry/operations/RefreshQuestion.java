package io.cardferry.operations;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.SourceQuestion;
import java.util.Objects;

/**
 * What the card sources are asked because an operator wants a card refreshed.
 *
 * @param planned what the operator wants
 * @param card the card registration that is dead-lettered
 * @param question the registration's own question, without its account's assertion: that one is gone
 */
public record RefreshQuestion(PlannedReplay planned, CardRegistration card, SourceQuestion question) {

    public RefreshQuestion {
        Objects.requireNonNull(planned, "planned");
        Objects.requireNonNull(card, "card");
        Objects.requireNonNull(question, "question");
    }
}
