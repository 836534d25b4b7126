package io.cardferry.registration.ledger;

import io.cardferry.registration.CardRegistration;

/**
 * A card registration after a change.
 *
 * @param card as it stands now
 * @param registrationEnded whether the change was the one that ended its registration
 */
record CardChange(CardRegistration card, boolean registrationEnded) {

    /** Nothing changed. */
    static CardChange none(CardRegistration card) {
        return new CardChange(card, false);
    }
}
