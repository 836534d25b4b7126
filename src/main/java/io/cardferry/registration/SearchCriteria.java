package io.cardferry.registration;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What somebody looks for among its registrations. Everything that is given must hold; what is {@code null} says
 * nothing. What is said of a card must hold for one and the same card of the registration.
 *
 * @param client whose registrations
 * @param accountId the account's id
 * @param deviceId the device's id
 * @param cardRef a card's reference as the registration shows it, without its source
 * @param issuerRequestId the request id that an issuer sees
 * @param tokenReference names a card's token
 * @param issuer the issuer that decides about a card
 * @param cardStatus where a card stands
 * @param updatedSince the registration, or one of its cards, has changed at this time or later
 */
public record SearchCriteria(
        String client,
        String accountId,
        String deviceId,
        String cardRef,
        UUID issuerRequestId,
        String tokenReference,
        String issuer,
        CardStatus cardStatus,
        Instant updatedSince) {

    public SearchCriteria {
        Objects.requireNonNull(client, "client");
    }

    /** Prints nothing that belongs to a person: Camel writes what beans return when it tells everything. */
    @Override
    public String toString() {
        return "SearchCriteria[***]";
    }
}
