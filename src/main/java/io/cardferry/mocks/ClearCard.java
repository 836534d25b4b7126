package io.cardferry.mocks;

import java.util.Objects;

/**
 * A card as an issuer gets it whose cards the hub opens.
 *
 * @param number its number, in the clear
 * @param expiry YYMM
 */
record ClearCard(String number, String expiry) {

    ClearCard {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(expiry, "expiry");
    }

    /** Without the number: test numbers too stay out of logs. */
    @Override
    public String toString() {
        return "a card in the clear";
    }
}
