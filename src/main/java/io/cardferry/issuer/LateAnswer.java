package io.cardferry.issuer;

import io.cardferry.registration.CardRegistration;
import io.cardferry.registration.Outcome;
import java.util.Objects;

/**
 * What an answer says that nobody waited for, or no longer.
 *
 * @param card as it was when it was sent, or as it was found by what the answer says
 * @param outcome what the answer says
 * @param mayEndAttempt whether it counts without being a decision, if it can only be the answer to the card's first attempt
 */
public record LateAnswer(CardRegistration card, Outcome outcome, boolean mayEndAttempt) {

    public LateAnswer {
        Objects.requireNonNull(card, "card");
        Objects.requireNonNull(outcome, "outcome");
    }
}
