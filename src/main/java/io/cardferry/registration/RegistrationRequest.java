package io.cardferry.registration;

import java.util.Objects;

/**
 * What a client asks for: the account's cards on this device. Checked before it is made: whoever holds one need not
 * check again.
 *
 * @param account whose cards
 * @param device where to
 * @param cards which of them
 * @param terms what the cardholder accepted, or {@code null}
 */
public record RegistrationRequest(Account account, Device device, CardSelection cards, Terms terms) {

    public RegistrationRequest {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(cards, "cards");
    }
}
