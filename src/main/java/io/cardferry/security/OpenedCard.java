package io.cardferry.security;

import java.util.Objects;

/**
 * What a sealed card holds, opened: only for the moment in which its issuer's message is made.
 *
 * @param pan the card number
 * @param expiry {@code YYYY-MM}
 * @param accountId whose card it is, by the source's word
 * @param cardRef the source's name of it
 */
public record OpenedCard(Pan pan, String expiry, String accountId, String cardRef) {

    public OpenedCard {
        Objects.requireNonNull(pan, "pan");
        Objects.requireNonNull(expiry, "expiry");
        Objects.requireNonNull(accountId, "accountId");
        Objects.requireNonNull(cardRef, "cardRef");
    }

    /** Prints nothing but the last four digits. */
    @Override
    public String toString() {
        return "OpenedCard[" + pan + "]";
    }
}
